import type { MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';
import { allowedOrigins } from '../env.ts';
import type { App } from '../http/context.ts';

/** Calls that only a server may make: a browser never gets to see their answers. */
const SERVER_CALL = /^(POST \/v1\/(events|tokens|erase)|DELETE \/v1\/orders\/[^/]+)$/;

/** What a page on another origin may read: viewer calls, where `ALLOWED_ORIGINS` names the origin. */
export const viewerCors = (): MiddlewareHandler<App> => {
  const allow = cors({
    origin: (origin, c) => (allowedOrigins(c.env).includes(origin) ? origin : null),
    allowMethods: ['GET', 'POST', 'DELETE'],
    allowHeaders: ['Authorization', 'Content-Type', 'If-None-Match'],
    exposeHeaders: ['ETag', 'Link', 'Retry-After'],
    maxAge: 7200,
  });
  return async (c, next) => {
    const method = c.req.method === 'OPTIONS' ? c.req.header('Access-Control-Request-Method') : c.req.method;
    if (SERVER_CALL.test(`${method} ${c.req.path}`)) return next();
    const preflight = await allow(c, next);
    c.header('Vary', 'Origin, Authorization');
    c.header('Cache-Control', 'private, no-cache');
    return preflight;
  };
};
