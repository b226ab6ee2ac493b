import type { Context, MiddlewareHandler } from 'hono';
import { verify } from 'hono/jwt';
import * as v from 'valibot';
import { NOT_PERSONS } from '../domain/story/event.ts';
import { adminKeys, apiKeys, tokenSecrets } from '../env.ts';
import { isSame } from '../http/constant-time.ts';
import { type App, CUSTOMER, MOST_SECONDS, type Scope, type Viewer } from '../http/context.ts';
import { line, orderNumber } from '../http/parse-event.ts';
import { invalid, Problem } from '../http/problem-json.ts';
import { countWrite } from './rate-limit.ts';

const unauthorized = (detail: string) => new Problem(401, detail, { headers: { 'WWW-Authenticate': 'Bearer' } });

const bearer = (c: Context<App>): string => {
  const [, token] = /^Bearer +(\S+) *$/i.exec(c.req.header('Authorization') ?? '') ?? [];
  if (!token) throw unauthorized('Send "Authorization: Bearer …" with an API key or a viewer token.');
  return token;
};

const requireKey = async (c: Context<App>, setting: string, keys: string[]): Promise<void> => {
  const token = bearer(c);
  const matches = await Promise.all(keys.map((key) => isSame(key, token)));
  if (!matches.includes(true)) throw unauthorized(`This call takes a key, and this is none of ${setting}.`);
};

/** The callers that a handler lets in, for `/openapi.json`. */
export interface Guard {
  who: 'server' | 'viewer' | 'admin';
  /** A viewer token needs one of these scopes. */
  scopes?: readonly Scope[];
}

const GUARDS = new WeakMap<object, Guard>();

const guarding = (guard: Guard, handler: MiddlewareHandler<App>): MiddlewareHandler<App> => {
  GUARDS.set(handler, guard);
  return handler;
};

/** The callers that a handler lets in; undefined where it lets everybody in. */
export const guardOf = (handler: object): Guard | undefined => GUARDS.get(handler);

const requireApiKey = async (c: Context<App>) => requireKey(c, 'API_KEYS', apiKeys(c.env));

/** Lets a server of the shop in, with one of `API_KEYS`. */
export const apiKey = (): MiddlewareHandler<App> =>
  guarding({ who: 'server' }, async (c, next) => {
    await requireApiKey(c);
    await countWrite(c.env, bearer(c));
    await next();
  });

/** Lets in the people who run the log and may erase from it, with one of `ADMIN_KEYS`. */
export const adminKey = (): MiddlewareHandler<App> =>
  guarding({ who: 'admin' }, async (c, next) => {
    await requireKey(c, 'ADMIN_KEYS', adminKeys(c.env));
    await countWrite(c.env, bearer(c));
    await next();
  });

/** Whether a call that is open to everybody has an API key. */
export const hasApiKey = (c: Context<App>): Promise<boolean> =>
  requireApiKey(c).then(
    () => true,
    () => false,
  );

/** The clocks of two servers may differ by this much, in seconds. */
const LEEWAY = 5 * 60;

/** The claims of a viewer token. `order_id` may be missing, but never empty: such a token would open all orders. */
const Claims = v.object({
  sub: v.pipe(line(128), v.notValues(NOT_PERSONS)),
  exp: v.pipe(v.number(), v.finite()),
  nbf: v.optional(v.pipe(v.number(), v.finite()), 0),
  scope: v.optional(v.string(), ''),
  aud: v.optional(v.union([v.literal('flagpost'), v.pipe(v.array(v.unknown()), v.includes('flagpost'))])),
  order_id: v.optional(orderNumber),
});

/** The claims of a token that one of the secrets signed, and that has not expired. They are not checked yet. */
const signedBy = async (secrets: string[], token: string): Promise<unknown> => {
  for (const secret of secrets) {
    try {
      return await verify(token, secret, { alg: 'HS256', iat: false, nbf: false });
    } catch {
      // The token may be signed with the next secret, since secrets are rotated.
    }
  }
  throw unauthorized('The viewer token is expired, or not signed with TOKEN_SECRET by HS256.');
};

/** Refuses a customer's token that has another scope too, or no order. */
const requireCustomer = (scopes: string[], order_id: string | undefined): void => {
  if (scopes.length > 1) throw unauthorized(`The viewer token's scope "${CUSTOMER}" goes with no other.`);
  if (order_id === undefined) throw unauthorized(`A viewer token with the scope "${CUSTOMER}" needs an order_id.`);
};

const requireEnd = (exp: number, isCustomer: boolean, now: number): void => {
  const most = MOST_SECONDS[isCustomer ? 'customer' : 'viewer'];
  if (exp <= now + most + LEEWAY) return;
  throw unauthorized(`The viewer token's exp is more than ${isCustomer ? '90 days' : '24 hours'} ahead.`);
};

const viewerOf = async (c: Context<App>): Promise<Viewer> => {
  const signed = await signedBy(tokenSecrets(c.env), bearer(c));
  const claims = v.safeParse(Claims, signed);
  if (!claims.success)
    throw unauthorized(`The viewer token's claim ${v.getDotPath(claims.issues[0])} is missing or wrong.`);
  const { sub, exp, nbf, scope, order_id } = claims.output;
  const now = Date.now() / 1000;
  if (nbf > now + LEEWAY) throw unauthorized("The viewer token's nbf is more than five minutes ahead.");
  const scopes = [...new Set(scope.split(' ').filter((each) => each !== ''))];
  const isCustomer = scopes.includes(CUSTOMER);
  if (isCustomer) requireCustomer(scopes, order_id);
  requireEnd(exp, isCustomer, now);
  return { sub, scopes, order_id: order_id ?? null };
};

const requireNumber = (order_id: string): void => {
  const { issues } = v.safeParse(orderNumber, order_id);
  if (issues) throw invalid(issues.map(({ message }) => ({ path: 'order_id', message })));
};

/** Lets a person in, with a viewer token that has one of the scopes, and is for the order in the path or for all orders. */
export const viewer = (...scopes: Scope[]): MiddlewareHandler<App> =>
  guarding({ who: 'viewer', scopes }, async (c, next) => {
    const seen = await viewerOf(c);
    if (!scopes.some((scope) => seen.scopes.includes(scope)))
      throw new Problem(403, `This call takes a viewer token with the scope "${scopes.join('" or "')}".`);
    const order_id = c.req.param('order_id');
    if (order_id !== undefined) requireNumber(order_id);
    if (order_id !== undefined && seen.order_id !== null && seen.order_id !== order_id) {
      throw new Problem(403, 'This viewer token is for another order.');
    }
    if (scopes.includes('write')) await countWrite(c.env, bearer(c));
    c.set('viewer', seen);
    await next();
  });
