import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DOORS, type Door } from '../security/doors.ts';
import { bearer, viewerToken } from '../testing/callers.ts';
import { API_KEY, ORIGIN, useWorker } from '../testing/harness.ts';

const OTHER = 'https://staging.shop.example';
const worker = useWorker({ secrets: { ALLOWED_ORIGINS: `${ORIGIN}, https://Staging.shop.example/` } });

const preflight = (path: string, method: string, origin = ORIGIN) =>
  worker.fetch(path, { method: 'OPTIONS', headers: { Origin: origin, 'Access-Control-Request-Method': method } });
const get = async (path: string, origin: string, token?: string) =>
  worker.fetch(path, { headers: { Origin: origin, ...bearer(token ?? (await viewerToken())) } });
const allowed = (response: Response) => response.headers.get('Access-Control-Allow-Origin');

/** The calls of those who may make them, as method and path. */
const callsFor = (...who: Door['for'][]) =>
  Object.entries(DOORS).flatMap(([route, door]) => {
    const path = route.replace(':id', '00000000-0000-8000-8000-000000000000').replace(':order_id', 'SS-1');
    return who.includes(door.for) ? [path.split(' ') as [method: string, path: string]] : [];
  });

for (const [method, path] of callsFor('read', 'write')) {
  test(`${method} ${path} may be asked from an allowed origin, and from no other`, async () => {
    const { status, headers } = await preflight(path, method);
    assert.equal(status, 204);
    assert.equal(headers.get('Access-Control-Allow-Origin'), ORIGIN);
    assert.match(headers.get('Access-Control-Allow-Methods')!, new RegExp(method));
    assert.equal(headers.get('Access-Control-Allow-Headers'), 'Authorization,Content-Type,If-None-Match');
    assert.equal(headers.get('Access-Control-Max-Age'), '7200');
    assert.equal(headers.get('Vary'), 'Origin, Authorization');
    for (const origin of ['https://evil.example', `${ORIGIN}.evil.example`, 'null']) {
      assert.equal(allowed(await preflight(path, method, origin)), null);
    }
  });
}

test('a preflight allows the headers that a patched fetch adds, for an allowed origin alone', async () => {
  const requested = 'authorization, sentry-trace, baggage, traceparent, x-csrf-token, "bad header"';
  const ask = (origin: string) =>
    worker.fetch('/v1/events', {
      method: 'OPTIONS',
      headers: {
        Origin: origin,
        'Access-Control-Request-Method': 'GET',
        'Access-Control-Request-Headers': requested,
      },
    });
  assert.equal(
    (await ask(ORIGIN)).headers.get('Access-Control-Allow-Headers'),
    'Authorization,Content-Type,If-None-Match,sentry-trace,baggage,traceparent,x-csrf-token',
  );
  const { headers } = await ask('https://evil.example');
  assert.equal(headers.get('Access-Control-Allow-Origin'), null);
  assert.equal(headers.get('Access-Control-Allow-Credentials'), null);
});

test('an answer tells an allowed origin what it may read, errors included', async () => {
  for (const [response, status] of [
    [await get('/v1/attention', ORIGIN), 200],
    [await get('/v1/attention', ORIGIN, 'garbage'), 401],
    [await get('/v1/orders/SS-1/events', ORIGIN, await viewerToken({ order_id: 'SS-2' })), 403],
    [await get('/v1/events?limit=0', ORIGIN), 422],
  ] as const) {
    assert.equal(response.status, status);
    assert.equal(allowed(response), ORIGIN);
    assert.equal(response.headers.get('Access-Control-Expose-Headers'), 'ETag,Link,Retry-After');
    assert.equal(response.headers.get('Vary'), 'Origin, Authorization');
    assert.equal(response.headers.get('Cache-Control'), 'private, no-cache');
  }
  assert.equal(allowed(await get('/v1/attention', 'https://evil.example')), null);
});

test('an origin is allowed however a person wrote it', async () => {
  assert.equal(allowed(await get('/v1/attention', OTHER)), OTHER);
});

test('a 304 is allowed too', async () => {
  const etag = (await get('/v1/attention', ORIGIN)).headers.get('ETag')!;
  const headers = { Origin: ORIGIN, 'If-None-Match': etag, ...bearer(await viewerToken()) };
  const response = await worker.fetch('/v1/attention', { headers });
  assert.equal(response.status, 304);
  assert.equal(allowed(response), ORIGIN);
  assert.equal(response.headers.get('ETag'), etag);
});

test('a server’s call never answers a browser, preflight and errors included', async () => {
  for (const [method, path] of callsFor('api key', 'admin key')) {
    assert.equal(allowed(await preflight(path, method)), null);
    for (const token of [API_KEY, 'garbage']) {
      const headers = { Origin: ORIGIN, 'Content-Type': 'application/json', ...bearer(token) };
      const response = await worker.fetch(path, { method, headers, body: '{}' });
      assert.deepEqual(
        [...response.headers.keys()].filter((name) => name.startsWith('access-control')),
        [],
      );
    }
  }
});

test('the elements may be loaded by any page, and a second visit waits for nothing', async () => {
  for (const path of ['/widgets.js', '/badge.js']) {
    const response = await fetch(new URL(path, worker.url), { headers: { Origin: 'https://any.example' } });
    assert.equal(response.status, 200);
    assert.equal(allowed(response), '*');
    assert.equal(response.headers.get('Cache-Control'), 'max-age=600, stale-while-revalidate=604800');
    const again = await fetch(response.url, { headers: { 'If-None-Match': response.headers.get('ETag')! } });
    assert.equal(again.status, 304);
  }
});
