import type { MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';
import { allowedOrigins } from '../env.ts';
import type { App } from '../http/context.ts';

/** Calls for servers only, whose answers no page in a browser may read. */
const SERVER_CALL = /^(POST \/v1\/(events|tokens|erase|alerts\/test|catch-up\/[^/]+)|DELETE \/v1\/orders\/[^/]+)$/;

/** The headers that the elements send. */
const HEADERS = ['Authorization', 'Content-Type', 'If-None-Match'];

/**
 * Allows the headers that a preflight names, too: a page may patch `fetch` to add one, such as `traceparent`. They give no access,
 * since only a viewer token does, and cookies are not allowed.
 * @see https://github.com/getsentry/sentry-javascript/issues/6077
 */
const withAsked = (asked: string): string => {
  const names = asked.split(',').map((name) => name.trim());
  const known = HEADERS.map((name) => name.toLowerCase());
  const others = names.filter((name) => /^[\w-]+$/.test(name) && !known.includes(name.toLowerCase()));
  return [...HEADERS, ...others].join();
};

/** Lets pages of the origins in `ALLOWED_ORIGINS` read the answers to viewers. */
export const viewerCors = (): MiddlewareHandler<App> => {
  const allow = cors({
    origin: (origin, c) => (allowedOrigins(c.env).includes(origin) ? origin : null),
    allowMethods: ['GET', 'POST', 'DELETE'],
    allowHeaders: HEADERS,
    exposeHeaders: ['ETag', 'Link', 'Retry-After'],
    maxAge: 7200,
  });
  return async (c, next) => {
    const method = c.req.method === 'OPTIONS' ? c.req.header('Access-Control-Request-Method') : c.req.method;
    if (SERVER_CALL.test(`${method} ${c.req.path}`)) return next();
    const preflight = await allow(c, next);
    const asked = c.req.header('Access-Control-Request-Headers');
    if (preflight?.headers.has('Access-Control-Allow-Origin') && asked) {
      c.header('Access-Control-Allow-Headers', withAsked(asked));
    }
    c.header('Vary', 'Origin, Authorization');
    c.header('Cache-Control', 'private, no-cache');
    return preflight;
  };
};
