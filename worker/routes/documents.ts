import { Hono } from 'hono';
import * as v from 'valibot';
import type { App } from '../http/context.ts';
import { documentOf } from '../openapi/document.ts';
import { documented } from '../openapi/operation.ts';
import { page, policy } from '../openapi/page.ts';
import type { OpenApi } from '../openapi/types.ts';

/** The description of the API, for machines and for people. */
export const documents = (app: Hono<App>) => {
  let made: OpenApi | undefined;
  const once = () => {
    made ??= documentOf(app);
    return made;
  };
  return new Hono<App>()
    .get('/openapi.json', documented({ summary: 'This document.', answers: { 200: v.looseObject({}) } }), (c) =>
      c.json(once(), 200, { 'Access-Control-Allow-Origin': '*', 'Cache-Control': 'no-cache' }),
    )
    .get(
      '/docs',
      documented({
        summary: 'This document, to read.',
        answers: { 200: { type: 'text/html', description: 'A page.' } },
      }),
      async (c) => c.html(await page(once()), 200, { 'Content-Security-Policy': await policy() }),
    );
};
