import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { app } from '../app.ts';
import type { ProblemJson } from '../contract/api.ts';
import { request } from '../sources/fixtures/delivery.ts';
import { loadFixture, secretName } from '../sources/fixtures/load.ts';
import { bearer, viewerToken } from '../testing/callers.ts';
import { API_KEY, asTested, changedConfig, ROOT, SECRETS, useWorker } from '../testing/harness.ts';
import { networkOf } from './rate-limit.ts';

const CONFIG = readFileSync(join(ROOT, 'wrangler.toml'), 'utf8');
const LIMITS = /limit = ([\d_]+)/g;
/** So low that a test may reach it. */
const [FEW_WRITES, FEW_FAILURES] = [20, 8];

const limits = [FEW_WRITES, FEW_FAILURES];
const configPath = changedConfig((toml) => asTested(toml).replace(LIMITS, () => `limit = ${limits.shift()}`));

const stripe = await loadFixture('stripe');
const OTHER_KEY = 'another-api-key-0123456789abcdef0123456789';
const worker = useWorker({
  configPath,
  secrets: { API_KEYS: `${API_KEY},${OTHER_KEY}`, [secretName('stripe')]: stripe.secret },
});

const [sample] = Object.values(stripe.deliveries(Date.now() - 60_000));
const deliver = async () => {
  const text = JSON.stringify(sample!.body);
  const { init } = request(text, await stripe.sign(text, { secret: stripe.secret, at: Date.now(), id: 'x' }));
  return worker.fetch('/webhooks/stripe', init);
};
const write = (key: string) =>
  worker.fetch('/v1/events', {
    method: 'POST',
    headers: { ...bearer(key), 'Content-Type': 'application/json' },
    body: '{"event_type":"order.note","message":"x"}',
  });
const resolve = (token: string) => worker.fetch('/v1/orders/SS-1/resolve', { method: 'POST', headers: bearer(token) });
const fail = (address: string, path = '/v1/attention') =>
  worker.fetch(path, { headers: { ...bearer('garbage'), 'CF-Connecting-IP': address } });

/** Calls until it is too much, and says after how many that was. A window may end meanwhile, and begins anew once. */
const untilLimited = async (call: () => Promise<Response>, limit: number) => {
  for (let calls = 0; calls <= 2 * limit; calls++) {
    const response = await call();
    if (response.status === 429) return { calls, response };
    await response.body?.cancel();
  }
  return assert.fail(`no limit after ${2 * limit} calls`);
};

describe('too many', () => {
  for (const [what, limit, call, other] of [
    ['writes of a key', FEW_WRITES, () => write(API_KEY), () => write(OTHER_KEY)],
    [
      'writes of a token',
      FEW_WRITES,
      (
        (token) => async () =>
          resolve(await token)
      )(viewerToken({ jti: 1 })),
      async () => resolve(await viewerToken({ jti: 2 })),
    ],
    ['deliveries of a source', FEW_WRITES, deliver, () => write(OTHER_KEY)],
    ['wrong credentials of an address', FEW_FAILURES, () => fail('192.0.2.1'), () => fail('192.0.2.2')],
    [
      'wrong credentials of a network',
      FEW_FAILURES,
      () => fail(`2001:db8:1:2::${Math.random().toString(16).slice(2, 6)}`),
      () => fail('2001:db8:1:3::1'),
    ],
  ] as const) {
    test(`${what} are 429 that says when to try again, and nobody else’s are`, async () => {
      const { calls, response } = await untilLimited(call, limit);
      assert.ok(calls >= limit, `${calls} before the limit`);
      assert.equal(response.headers.get('Retry-After'), '60');
      assert.equal(response.headers.get('Content-Type'), 'application/problem+json');
      const { status, title, detail } = (await response.json()) as ProblemJson;
      assert.deepEqual([status, title], [429, 'Too Many Requests']);
      assert.doesNotMatch(detail, /key-0|garbage|192\.0/);
      assert.notEqual((await other()).status, 429);
    });
  }

  test('wrong credentials hold up no right one from the same address', async () => {
    await untilLimited(() => fail('192.0.2.9'), FEW_FAILURES);
    const headers = { ...bearer(await viewerToken()), 'CF-Connecting-IP': '192.0.2.9' };
    assert.equal((await worker.fetch('/v1/attention', { headers })).status, 200);
  });
});

test('what is deployed is generous: not below 6,000 writes and 600 wrong credentials a minute', () => {
  const [writes, failures] = [...CONFIG.matchAll(LIMITS)].map(([, limit]) => Number(limit!.replaceAll('_', '')));
  assert.ok(writes! >= 6000 && failures! >= 600);
  assert.equal(CONFIG.match(/period = 60/g)?.length, 2);
});

test('without the limiter, or while it fails, nothing is limited', async () => {
  const broken = { limit: () => Promise.reject(new Error('rate limiter is down')) };
  for (const limiters of [{}, { WRITES: broken, FAILURES: broken }]) {
    const env = { ...SECRETS, DB: worker.db, ...limiters };
    const headers = { ...bearer(API_KEY), 'Content-Type': 'application/json' };
    const body = '{"event_type":"order.note","message":"x"}';
    assert.equal((await app.request('/v1/events', { method: 'POST', headers, body }, env)).status, 201);
    assert.equal((await app.request('/v1/attention', { headers: bearer('garbage') }, env)).status, 401);
  }
});

test('an address of IPv6 counts as its network', () => {
  for (const [address, network] of [
    ['192.0.2.1', '192.0.2.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:db8::6', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
    ['2001:db8:1:2::', '2001:db8:1:2'],
  ] as const)
    assert.equal(networkOf(address), network);
});
