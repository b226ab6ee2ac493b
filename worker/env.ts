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
  /** Limit the writes of each key, token and source, and the wrong credentials of each address. Without them there is no limit. */
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
  /** The sources that the nightly job catches up with. Their addresses and keys follow. */
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

/** A missing setting, without which a call is refused. The message, which names it, is returned to the caller. */
export class NotSet extends Error {
  override name = 'NotSet';
}

/** The allowed origins, as a browser sends them. A slash at the end is ignored. */
export const allowedOrigins = (env: Env): string[] =>
  list(env.ALLOWED_ORIGINS).map((origin) => origin.replace(/\/+$/, '').toLowerCase());

/** A shorter secret counts as missing. */
export const MIN_SECRET_LENGTH = 32;

/** The secrets that are long enough. Without any it throws an error that names the setting, and is answered with 503. */
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

/** The secret that signs viewer tokens, and the previous one, whose tokens are still accepted. */
export const tokenSecrets = ({ TOKEN_SECRET = '', TOKEN_SECRET_PREVIOUS = '' }: Env): string[] => [
  ...strong('TOKEN_SECRET', [TOKEN_SECRET]),
  ...[TOKEN_SECRET_PREVIOUS].filter(({ length }) => length >= MIN_SECRET_LENGTH),
];

/** The secrets that verify a source's deliveries; none for a source that is not set up. */
export const sourceSecrets = (env: Env, source: string): string[] =>
  list(env[`${source.toUpperCase()}_WEBHOOK_SECRET`]);

export const DEFAULT_LOCALE = 'en-GB';
const DEFAULT_RETENTION_DAYS = 90;

/** How long an event is kept after it was recorded, in ms. A setting that is no positive number is the default. */
export const retention = ({ RETENTION_DAYS }: Env): number => {
  const days = Number(RETENTION_DAYS);
  return (days > 0 ? days : DEFAULT_RETENTION_DAYS) * 24 * 60 * 60 * 1000;
};

/** Sources that print orders. With one of them set up, an order has the steps of being submitted and produced. */
const PRINT_HOUSES = ['printify', 'printful', 'gelato'];

/** The outcome for the last settings, so that a request does not parse them again, and each fault is logged once. */
let last = { of: '', ...expectations({}, false) };

/** The deadlines of this shop, and the settings of them that cannot be read. */
const expected = (env: Env) => {
  const isPrinted = PRINT_HOUSES.some((source) => sourceSecrets(env, source).length > 0);
  const of = JSON.stringify([isPrinted, ...OVERDUE_SETTINGS.map((name) => env[name])]);
  if (of === last.of) return last;
  last = { of, ...expectations(env, isPrinted) };
  for (const flaw of last.flaws) console.warn(JSON.stringify(flaw));
  return last;
};

/** The settings of this shop for a fold. */
export const foldSettings = (env: Env): FoldSettings => ({ ...expected(env).expected, ringAfter: ringAfter(env) });

/** The faults of the settings that say when an order is late. */
export const flawsOf = (env: Env): Flaw[] => expected(env).flaws;
