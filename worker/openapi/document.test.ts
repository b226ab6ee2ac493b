import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { Validator } from '@seriousme/openapi-schema-validator';
import { app } from '../app.ts';
import { SortedQuery } from '../http/feed-query.ts';
import { EventSchema } from '../http/parse-event.ts';
import { asViewer } from '../testing/callers.ts';
import { comparer } from '../testing/compare-answers.ts';
import { useWorker } from '../testing/harness.ts';
import { callsOf } from './calls.ts';
import { documentOf } from './document.ts';
import type { OpenApi } from './types.ts';

const worker = useWorker();

const served = async () => (await (await worker.fetch('/openapi.json')).json()) as OpenApi;

describe('the document', () => {
  for (const { method, path, guard, operation } of callsOf(app)) {
    test(`describes ${method} ${path}`, () => {
      const how = `put documented({ summary, answers }) before its other handlers`;
      assert.ok(operation, `${method} ${path} is not described: ${how}`);
      if (path.startsWith('/v1/')) assert.ok(guard, `${method} ${path} asks nobody who they are`);
    });
  }

  test('can be made: schema.ts leaves out each rule that JSON Schema has no words for', () => {
    documentOf(app);
  });

  test('has every call of the app, and the files that Cloudflare serves', async () => {
    const { paths, openapi } = await served();
    const described = Object.entries(paths).flatMap(([path, item]) =>
      Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const calls = callsOf(app).map(({ method, path }) => `${method} ${path}`);
    assert.deepEqual(described, [...calls, 'GET /widgets.js', 'GET /badge.js', 'GET /status.js']);
    assert.match(openapi, /^3\.1\./);
  });

  test('says who may call what, as the guards have it', async () => {
    const { paths } = await served();
    assert.deepEqual(paths['/v1/events']?.post?.security, [{ api_key: [] }]);
    assert.deepEqual(paths['/v1/events']?.get?.security, [{ viewer_token: ['read'] }]);
    assert.deepEqual(paths['/v1/orders/{order_id}/notes']?.post?.security, [{ viewer_token: ['write'] }]);
    assert.equal(paths['/healthz']?.get?.security, undefined);
  });

  test('names each call for generated clients', async () => {
    const { paths } = await served();
    assert.equal(paths['/v1/orders/{order_id}/events']?.get?.operationId, 'getV1OrdersByOrderIdEvents');
    const ids = Object.values(paths).flatMap((item) =>
      Object.values(item).flatMap(({ operationId = [] }) => operationId),
    );
    assert.equal(new Set(ids).size, callsOf(app).length);
  });

  test('is valid OpenAPI', async () => {
    const { valid, errors } = await new Validator().validate(
      (await (await worker.fetch('/openapi.json')).json()) as Record<string, unknown>,
    );
    assert.ok(valid, JSON.stringify(errors));
  });

  test('says how long a text may be, and which texts are times or scopes', async () => {
    const { paths } = await served();
    const sent = (path: string) =>
      JSON.stringify(paths[path]?.post?.requestBody?.content['application/json']?.schema ?? null);
    assert.match(sent('/v1/events'), /"message":[^}]*"maxLength":500/);
    assert.match(sent('/v1/events'), /"occurred_at":[^}]*"format":"date-time"/);
    assert.match(sent('/v1/orders/{order_id}/notes'), /"minLength":1,"maxLength":500/);
    assert.match(sent('/v1/attention/resolve'), /"filter":\{"type":"object","properties":\{"level"/);
    assert.match(sent('/v1/tokens'), /"scope":[^}]*"pattern"/);
  });

  test('names what it refers to', async () => {
    const text = JSON.stringify(await served());
    const { schemas } = (JSON.parse(text) as OpenApi).components;
    const refs = new Set(Array.from(text.matchAll(/"#\/components\/schemas\/(\w+)"/g), ([, name]) => name!));
    assert.ok(refs.size > 10);
    for (const name of refs) assert.ok(schemas[name], name);
  });
});

test('docs/api.md has every call', () => {
  const page = readFileSync(join(import.meta.dirname, '../../docs/api.md'), 'utf8');
  const [, section = ''] = page.split('\n## Calls\n');
  const rows = section.split('\n## ')[0]!.split('\n');
  for (const { method, path } of callsOf(app)) {
    const shown = `${path.replace(/\{(\w+)\}/g, ':$1')}\``;
    assert.ok(
      rows.some((row) => row.includes(shown) && row.includes(`\`${method}`)),
      `${method} ${path}`,
    );
  }
});

test('docs/api.md has every filter, and every field of an event', () => {
  const page = readFileSync(join(import.meta.dirname, '../../docs/api.md'), 'utf8');
  const codes = (title: string) => {
    const section = page.split(`\n## ${title}\n`)[1]!.split('\n## ')[0]!;
    return Array.from(section.matchAll(/`([^`]+)`/g), ([, code]) => code!);
  };
  for (const filter of Object.keys(SortedQuery(1).entries)) assert.ok(codes('Filters').includes(filter), filter);
  const event = EventSchema.pipe[0];
  for (const field of Object.keys(event.entries)) assert.ok(codes('An event').includes(field), field);
});

describe('an answer that the document does not describe', () => {
  const hold = async (path: string, answer: Response) =>
    comparer(await served())('GET', new URL(path, worker.url), answer);
  const attention = { count: 0, capped: false, by_level: { warning: 0, error: 0 } };

  test('is noticed: its status, its type, a field too many, one missing, a call unheard of', async () => {
    await hold('/v1/attention', Response.json(attention));
    await assert.rejects(hold('/v1/attention', Response.json(attention, { status: 418 })), /does not know this status/);
    await assert.rejects(hold('/v1/attention', new Response('x')), /does not know the type/);
    await assert.rejects(hold('/v1/attention', Response.json({ ...attention, more: 1 })), /additional properties/);
    await assert.rejects(hold('/v1/attention', Response.json({ count: 0 })), /required property/);
    await assert.rejects(hold('/v1/unheard-of', Response.json({})), /no such call/);
  });

  test('is looked for in whatever a test fetches, by whatever client', async () => {
    const before = worker.compared;
    await worker.fetch('/healthz');
    await asViewer(worker).attention();
    assert.equal(worker.compared, before + 2);
  });
});

describe('/docs', () => {
  test('is a page that needs no other host and no script', async () => {
    const response = await worker.fetch('/docs');
    const page = await response.text();
    assert.match(response.headers.get('Content-Security-Policy') ?? '', /^default-src 'none'; style-src 'sha256-/);
    assert.doesNotMatch(page, /<script|<link|<img|https?:\/\/|style=|@import|url\(/);
    for (const { method, path } of callsOf(app)) assert.ok(page.includes(`${method} ${path}`), path);
  });

  test('leads to everything that it points at', async () => {
    const page = await (await worker.fetch('/docs')).text();
    const ids = new Set(Array.from(page.matchAll(/ id="([^"]+)"/g), ([, id]) => id));
    const targets = Array.from(page.matchAll(/href="#([^"]+)"/g), ([, id]) => id);
    assert.ok(targets.length > 20);
    for (const target of targets) assert.ok(ids.has(target), target);
  });

  test('shows its style under its own policy', async () => {
    const response = await worker.fetch('/docs');
    const [, style = ''] = /<style>(.*?)<\/style>/s.exec(await response.text()) ?? [];
    const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(style));
    const hash = Buffer.from(digest).toString('base64');
    assert.ok(response.headers.get('Content-Security-Policy')?.includes(`'sha256-${hash}'`));
  });
});
