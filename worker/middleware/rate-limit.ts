import type { Context } from 'hono';
import { hex } from '../domain/event-id.ts';
import type { Env } from '../env.ts';
import type { App } from '../http/context.ts';
import { Problem } from '../http/problem-json.ts';

/** The period of the limits in wrangler.toml, in seconds. */
const PERIOD = '60';

const tooMany = (detail: string) => new Problem(429, detail, { headers: { 'Retry-After': PERIOD } });

/** Counts one request; false where it is beyond the limit. Without a limiter, or while it fails, there is no limit. */
const isWithin = async (limiter: RateLimit | undefined, key: string): Promise<boolean> => {
  if (limiter === undefined) return true;
  return limiter.limit({ key }).then(
    ({ success }) => success,
    () => true,
  );
};

/** The digest of a credential, so that the limiter stores no secret. */
const digest = async (text: string): Promise<string> =>
  hex(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))).subarray(0, 16));

/** Counts a write by this key or token; 429 beyond the limit. */
export const countWrite = async ({ WRITES }: Env, credential: string): Promise<void> => {
  if (WRITES && !(await isWithin(WRITES, await digest(credential)))) {
    throw tooMany('These are more writes than this key or token may make. Wait a minute.');
  }
};

/** Counts a delivery of a source whose signature is right; 429 beyond the limit. */
export const countDelivered = async ({ WRITES }: Env, source: string): Promise<void> => {
  if (!(await isWithin(WRITES, `source:${source}`)))
    throw tooMany('These are more deliveries than this takes. Wait a minute.');
};

/** The caller's address; of an IPv6 address its network, since one caller has all addresses in it. */
export const networkOf = (address: string): string => {
  if (!address.includes(':')) return address;
  const [head = [], tail = []] = address.split('::').map((half) => half.split(':').filter((part) => part !== ''));
  const zeros = Array(Math.max(0, 8 - head.length - tail.length)).fill('0');
  return [...head, ...zeros, ...tail].slice(0, 4).join(':');
};

/**
 * Counts a wrong credential by the caller's address. Returns the 429 to answer instead, beyond the limit. A right credential is never
 * refused for wrong ones from the same address, since providers share their addresses with strangers.
 */
export const countFailure = async (c: Context<App>): Promise<Problem | null> => {
  const address = c.req.header('CF-Connecting-IP') ?? 'unknown';
  const within = await isWithin(c.env.FAILURES, networkOf(address));
  return within ? null : tooMany('Too many wrong credentials came from this address. Wait a minute.');
};
