import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sign } from 'hono/jwt';
import type { NewToken, ProblemJson } from '../contract/api.ts';
import { asServer, asViewer, bearer, record, viewerToken } from '../testing/callers.ts';
import { API_KEY, TOKEN_SECRET, useWorker } from '../testing/harness.ts';

const PREVIOUS = 'previous-token-secret-0123456789abcdef0';
const worker = useWorker({ secrets: { TOKEN_SECRET_PREVIOUS: PREVIOUS } });

const NOW = () => Math.floor(Date.now() / 1000);
const unsigned = (claims: object) =>
  [{ alg: 'none', typ: 'JWT' }, claims].map((part) => btoa(JSON.stringify(part)).replaceAll('=', '')).join('.');

/** Each way in: a call that needs it. */
const READ = ['GET', '/v1/attention'] as const;
const WRITE = ['POST', '/v1/orders/SS-1/resolve'] as const;
const SERVER = ['POST', '/v1/events'] as const;

const status = async ([method, path]: readonly [string, string], token: string | null) => {
  const body =
    method === 'POST' && path === '/v1/events' ? JSON.stringify({ event_type: 'a.b', message: 'x' }) : undefined;
  const headers = { ...(token === null ? {} : bearer(token)), ...(body && { 'Content-Type': 'application/json' }) };
  return (await worker.fetch(path, { method, headers, ...(body && { body }) })).status;
};

describe('a viewer token', () => {
  const claims = () => ({ sub: 'Ana', scope: 'read write', exp: NOW() + 60 });
  for (const [what, expected, token] of [
    ['of HS256', 200, () => viewerToken()],
    ['for flagpost', 200, () => viewerToken({ aud: 'flagpost' })],
    ['for flagpost among others', 200, () => viewerToken({ aud: ['shop', 'flagpost'] })],
    ['of a clock that is ahead', 200, () => viewerToken({ iat: NOW() + 30, nbf: NOW() + 2 })],
    ['of a clock that is nearly five minutes ahead', 200, () => viewerToken({ iat: NOW() + 280, nbf: NOW() + 280 })],
    ['of the previous secret', 200, () => viewerToken({}, PREVIOUS)],
    ['that only reads', 200, () => viewerToken({ scope: 'read' })],
    ['of one order', 200, () => viewerToken({ order_id: 'SS-1' })],
    ['that is missing', 401, () => null],
    ['that is garbage', 401, () => 'garbage'],
    ['that is half a token', 401, () => 'a.b.c'],
    ['that is an API key', 401, () => API_KEY],
    ['of another secret', 401, () => viewerToken({}, 'x'.repeat(40))],
    ['that is not signed', 401, () => `${unsigned(claims())}.`],
    ['of HS512', 401, () => sign(claims(), TOKEN_SECRET, 'HS512')],
    ['that is expired', 401, () => viewerToken({ exp: NOW() - 1 })],
    ['without an end', 401, () => viewerToken({ exp: undefined })],
    ['whose end is no number', 401, () => viewerToken({ exp: 'tomorrow' })],
    ['that ends in two days', 401, () => viewerToken({ exp: NOW() + 2 * 86_400 })],
    ['that is not valid yet', 401, () => viewerToken({ nbf: NOW() + 320 })],
    ['whose beginning is no number', 401, () => viewerToken({ nbf: 'now' })],
    ['whose beginning is null', 401, () => viewerToken({ nbf: null })],
    ['of nobody', 401, () => viewerToken({ sub: '' })],
    ['of "recovered"', 401, () => viewerToken({ sub: 'recovered' })],
    ['of "repeated"', 401, () => viewerToken({ sub: 'repeated' })],
    ['for somebody else', 401, () => viewerToken({ aud: 'shop' })],
    ['of an empty order', 401, () => viewerToken({ order_id: '' })],
    ['of an order that no URL can name', 401, () => viewerToken({ order_id: '..' })],
    ['of a null order', 401, () => viewerToken({ order_id: null })],
    ['of an order that is a number', 401, () => viewerToken({ order_id: 7 })],
    ['without a scope', 403, () => viewerToken({ scope: undefined })],
    ['that only writes', 403, () => viewerToken({ scope: 'write' })],
  ] as const) {
    test(`${what} gets ${expected}`, async () => {
      assert.equal(await status(READ, await token()), expected);
    });
  }

  test('that only reads cannot write, and one of another order gets 403', async () => {
    assert.equal(await status(WRITE, await viewerToken()), 200);
    assert.equal(await status(WRITE, await viewerToken({ scope: 'read' })), 403);
    assert.equal(await status(WRITE, await viewerToken({ order_id: 'SS-2' })), 403);
    assert.equal(await status(['GET', '/v1/orders/SS-1/events'], await viewerToken({ order_id: 'SS-2' })), 403);
  });

  test('of one order sees, counts and resolves that order alone', async () => {
    const failure = { event_type: 'order.submission_failed', message: 'x' };
    await record(worker, { ...failure, order_id: 'SS-1' }, { ...failure, order_id: 'SS-2' }, { ...failure });
    const all = (await asViewer(worker).feed()).events;
    assert.equal(all.length, 3);
    const one = asViewer(worker, { order_id: 'SS-1' });
    assert.deepEqual(
      (await one.feed()).events.map(({ order_id }) => order_id),
      ['SS-1'],
    );
    assert.deepEqual(
      (await one.feed({ tab: 'attention' })).events.map(({ order_id }) => order_id),
      ['SS-1'],
    );
    assert.deepEqual((await one.feed({ order_id: 'SS-2' })).events, []);
    assert.equal((await one.attention()).count, 1);
    for (const { id, order_id } of all) {
      if (order_id === 'SS-1') continue;
      await assert.rejects(one.event(id), { status: 404 });
      await assert.rejects(one.resolve(id), { status: 404 });
      await assert.rejects(one.undo(id), { status: 404 });
    }
    const wide = await asViewer(worker).feed({ limit: 1 });
    assert.deepEqual(
      (await one.feed({ cursor: wide.next_cursor! })).events.filter(({ order_id }) => order_id !== 'SS-1'),
      [],
    );
    assert.equal((await asViewer(worker).attention()).count, 3);
    assert.equal((await one.resolveOrder('SS-1')).count, 0);
  });
});

describe('an API key', () => {
  test('opens the server’s calls and nothing else does', async () => {
    assert.equal(await status(SERVER, API_KEY), 201);
    for (const token of [null, 'garbage', `${API_KEY}x`, API_KEY.slice(1), await viewerToken()]) {
      assert.equal(await status(SERVER, token), 401);
    }
  });

  test('buys viewer tokens', async () => {
    const response = await asServer(worker, '/v1/tokens', {
      sub: 'Ana',
      scope: 'read',
      order_id: 'SS-1',
      expires_in: 60,
    });
    assert.equal(response.status, 201);
    const { token, expires_at } = (await response.json()) as NewToken;
    assert.ok(Math.abs(Date.parse(expires_at) - Date.now() - 60_000) < 10_000);
    assert.equal(await status(READ, token), 200);
    assert.equal(await status(['GET', '/v1/orders/SS-2/events'], token), 403);
  });

  for (const [path, body] of [
    ['sub', { scope: 'read' }],
    ['sub', { sub: '', scope: 'read' }],
    ['sub', { sub: 'recovered', scope: 'read' }],
    ['scope', { sub: 'Ana' }],
    ['scope', { sub: 'Ana', scope: 'admin' }],
    ['order_id', { sub: 'Ana', scope: 'read', order_id: '' }],
    ['order_id', { sub: 'Ana', scope: 'read', order_id: '..' }],
    ['expires_in', { sub: 'Ana', scope: 'read', expires_in: 86_401 }],
    ['colour', { sub: 'Ana', scope: 'read', colour: 'red' }],
  ] as const) {
    test(`buys none for ${JSON.stringify(body)}, naming ${path}`, async () => {
      const response = await asServer(worker, '/v1/tokens', body);
      assert.equal(response.status, 422);
      assert.equal(((await response.json()) as ProblemJson).errors![0]!.path, path);
    });
  }
});

test('an error is problem+json that echoes neither path, query nor token', async () => {
  for (const path of [
    '/v1/attention?needle',
    '/needle',
    '/v1/events/needle',
    '/webhooks/needle',
    '/v1/events?needle=1',
  ]) {
    const response = await worker.fetch(path, { headers: bearer('needle') });
    const text = await response.text();
    assert.equal(response.headers.get('Content-Type'), 'application/problem+json', path);
    assert.deepEqual(Object.keys(JSON.parse(text)).slice(0, 4), ['type', 'title', 'status', 'detail']);
    assert.ok(!text.includes('needle'), text);
  }
});

test('a call without a credential is 401, whatever its path names', async () => {
  for (const path of ['/v1/events/x', '/v1/events/x/resolve', '/v1/orders/%00/events']) {
    const method = path.endsWith('resolve') ? 'POST' : 'GET';
    assert.equal((await worker.fetch(path, { method })).status, 401, path);
  }
});

test('an order number in a path is held to what one may be', async () => {
  const headers = bearer(await viewerToken());
  for (const order of ['%00', '%0A', 'x'.repeat(129)]) {
    assert.equal((await worker.fetch(`/v1/orders/${order}/events`, { headers })).status, 422, order);
  }
  assert.equal((await worker.fetch('/v1/orders/SS%2F1%20%C3%A9/events', { headers })).status, 200);
});
