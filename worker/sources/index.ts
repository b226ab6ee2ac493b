import { printify } from './printify.ts';
import { resend } from './resend.ts';
import type { Source } from './source.ts';
import { standard } from './standard.ts';
import { stripe } from './stripe.ts';

/** Every provider that Flagpost understands, by its place under `/webhooks/`. */
export const SOURCES: Record<string, Source> = Object.fromEntries(
  [printify, resend, standard, stripe].map((source) => [source.name, source]),
);
