import { type AlertSettings, ringAfter } from './domain/alert-settings.ts';
import { expectations, OVERDUE_SETTINGS, type OverdueSettings } from './domain/deadlines.ts';
import type { Flaw } from './domain/flaw.ts';
import { list } from './domain/list-setting.ts';
import type { FoldSettings } from './domain/story/fold.ts';

/** The bindings, vars and secrets of wrangler; docs/settings.md says what each is for. */
export interface Env extends OverdueSettings, AlertSettings {
  DB: D1Database;
  /** Sends alerts by mail, where the shop adds a `send_email` binding of this name. */
  EMAIL?: SendEmail;
  /** Writes by key, token and source, and wrong credentials by address, a minute. Without them nothing is limited. */
  WRITES?: RateLimit;
  FAILURES?: RateLimit;
  API_KEYS?: string;
  ADMIN_KEYS?: string;
  TOKEN_SECRET?: string;
  TOKEN_SECRET_PREVIOUS?: string;
  ALLOWED_ORIGINS?: string;
  RETENTION_DAYS?: string;
  LOCALE?: string;
  ACTIONS_URL?: string;
  ACTIONS_SECRET?: string;
  ACTIONS?: string;
  /** Sources whose events the nightly job fetches again, and what opens each. */
  CATCH_UP?: string;
  STRIPE_API_KEY?: string;
  STRIPE_API_URL?: string;
  WOOCOMMERCE_URL?: string;
  WOOCOMMERCE_API_KEY?: string;
  SHOPIFY_SHOP?: string;
  SHOPIFY_API_TOKEN?: string;
  SHOPIFY_API_URL?: string;
  [source_secret: `${string}_WEBHOOK_SECRET`]: string | undefined;
  [quiet_source: `QUIET_${string}`]: string | undefined;
}

/** A setting without which a door stays closed. The message says what to set, and is for the caller. */
export class NotSet extends Error {
  override name = 'NotSet';
}

/** As a browser names them, whether or not a slash was copied along. */
export const allowedOrigins = (env: Env): string[] =>
  list(env.ALLOWED_ORIGINS).map((origin) => origin.replace(/\/+$/, '').toLowerCase());

/** A secret shorter than this is none. */
export const MIN_SECRET_LENGTH = 32;

/** Those that are long enough. None: their door answers 503 and says what to set. */
const strong = (name: 'API_KEYS' | 'ADMIN_KEYS' | 'TOKEN_SECRET', secrets: string[]): string[] => {
  const usable = secrets.filter(({ length }) => length >= MIN_SECRET_LENGTH);
  if (usable.length > 0) return usable;
  throw new NotSet(
    `${name} is not set, or is shorter than ${MIN_SECRET_LENGTH} characters. ` +
      `Make one with "openssl rand -hex 32" and set it with "wrangler secret put ${name}".`,
  );
};

export const apiKeys = ({ API_KEYS }: Env): string[] => strong('API_KEYS', list(API_KEYS));
export const adminKeys = ({ ADMIN_KEYS }: Env): string[] => strong('ADMIN_KEYS', list(ADMIN_KEYS));

/** The secret that signs viewer tokens, and the one before it, whose tokens still count. */
export const tokenSecrets = ({ TOKEN_SECRET = '', TOKEN_SECRET_PREVIOUS = '' }: Env): string[] => [
  ...strong('TOKEN_SECRET', [TOKEN_SECRET]),
  ...[TOKEN_SECRET_PREVIOUS].filter(({ length }) => length >= MIN_SECRET_LENGTH),
];

/** The secret that a source's deliveries are verified with; nothing for a source that is closed. */
export const sourceSecrets = (env: Env, source: string): string[] =>
  list(env[`${source.toUpperCase()}_WEBHOOK_SECRET`]);

export const DEFAULT_LOCALE = 'en-GB';
const DEFAULT_RETENTION_DAYS = 90;

/** How long an event is kept after it was recorded, in ms. A setting that is no positive number is the default. */
export const retention = ({ RETENTION_DAYS }: Env): number => {
  const days = Number(RETENTION_DAYS);
  return (days > 0 ? days : DEFAULT_RETENTION_DAYS) * 24 * 60 * 60 * 1000;
};

/** Sources that print what an order asks for: with one of them open, orders are submitted and produced. */
const PRINT_HOUSES = ['printify', 'printful', 'gelato'];

/** The settings that were last read: a request does not read them again, and what is wrong with them is said once. */
let last = { of: '', ...expectations({}, false) };

/** The shop's expectations, and each of their settings that cannot be read. */
const expected = (env: Env) => {
  const isPrinted = PRINT_HOUSES.some((source) => sourceSecrets(env, source).length > 0);
  const of = JSON.stringify([isPrinted, ...OVERDUE_SETTINGS.map((name) => env[name])]);
  if (of === last.of) return last;
  last = { of, ...expectations(env, isPrinted) };
  for (const flaw of last.flaws) console.warn(JSON.stringify(flaw));
  return last;
};

/** The settings of this shop that a save uses. */
export const foldSettings = (env: Env): FoldSettings => ({ ...expected(env).expected, ringAfter: ringAfter(env) });

/** The faults of the settings that say when an order is late. */
export const flawsOf = (env: Env): Flaw[] => expected(env).flaws;
