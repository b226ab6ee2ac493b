import { aftership } from './aftership.ts';
import { easypost } from './easypost.ts';
import { gelato } from './gelato.ts';
import { mailgun } from './mailgun.ts';
import { postmark } from './postmark.ts';
import { printful } from './printful.ts';
import { printify } from './printify.ts';
import { resend } from './resend.ts';
import { sendgrid } from './sendgrid.ts';
import { ses } from './ses.ts';
import { shippo } from './shippo.ts';
import { shopify } from './shopify.ts';
import type { Source } from './source.ts';
import { standard } from './standard.ts';
import { stripe } from './stripe.ts';
import { woocommerce } from './woocommerce.ts';

/** Every provider that Flagpost understands, by its place under `/webhooks/`. */
export const SOURCES: Record<string, Source> = Object.fromEntries(
  [
    aftership,
    easypost,
    gelato,
    mailgun,
    postmark,
    printful,
    printify,
    resend,
    sendgrid,
    ses,
    shippo,
    shopify,
    standard,
    stripe,
    woocommerce,
  ].map((source) => [source.name, source]),
);
