import type { Context } from 'hono';
import { hex } from '../domain/event-id.ts';
import type { Env } from '../env.ts';
import type { App } from '../http/context.ts';
import { Problem } from '../http/problem-json.ts';

/** The seconds that wrangler.toml counts over. */
const PERIOD = '60';

const tooMany = (detail: string) => new Problem(429, detail, { headers: { 'Retry-After': PERIOD } });

/** Counts one; false where it was one too many. Who runs Flagpost without the limiter, or while it fails, has no limit. */
const isWithin = async (limiter: RateLimit | undefined, key: string): Promise<boolean> => {
  if (limiter === undefined) return true;
  return limiter.limit({ key }).then(
    ({ success }) => success,
    () => true,
  );
};

/** A credential by its digest: the limiter is no place for secrets. */
const digest = async (text: string): Promise<string> =>
  hex(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))).subarray(0, 16));

/** Counts a write of whoever shows this key or token; throws 429 where it is one too many. */
export const countWrite = async ({ WRITES }: Env, credential: string): Promise<void> => {
  if (WRITES && !(await isWithin(WRITES, await digest(credential)))) {
    throw tooMany('These are more writes than this key or token may make. Wait a minute.');
  }
};

/** Counts an authentic delivery of a source. */
export const countDelivered = async ({ WRITES }: Env, source: string): Promise<void> => {
  if (!(await isWithin(WRITES, `source:${source}`)))
    throw tooMany('These are more deliveries than this takes. Wait a minute.');
};

/** The caller's address: of IPv6 the network, since one customer has all of its addresses. */
export const networkOf = (address: string): string => {
  if (!address.includes(':')) return address;
  const [head = [], tail = []] = address.split('::').map((half) => half.split(':').filter((part) => part !== ''));
  const zeros = Array(Math.max(0, 8 - head.length - tail.length)).fill('0');
  return [...head, ...zeros, ...tail].slice(0, 4).join(':');
};

/**
 * Counts a credential that was none, by the address that it came from: what to answer instead, where these are too many.
 * A right one is never held up by the wrong ones beside it, since providers share their addresses with strangers.
 */
export const countFailure = async (c: Context<App>): Promise<Problem | null> => {
  const address = c.req.header('CF-Connecting-IP') ?? 'unknown';
  const within = await isWithin(c.env.FAILURES, networkOf(address));
  return within ? null : tooMany('Too many wrong credentials came from this address. Wait a minute.');
};
