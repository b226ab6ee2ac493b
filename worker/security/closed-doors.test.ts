import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { app } from '../app.ts';
import type { ProblemJson } from '../contract/api.ts';
import { bearer, viewerToken } from '../testing/callers.ts';
import { ADMIN_KEY, API_KEY, SECRETS, useWorker } from '../testing/harness.ts';

const worker = useWorker();

const SHORT = '0123456789abcdef0123456789abcde';

/** One call through each door that a secret of ours keeps. */
const DOORS: Record<string, { path: string; method: string; token: () => string | Promise<string>; body?: string }> = {
  API_KEYS: {
    path: '/v1/events',
    method: 'POST',
    token: () => API_KEY,
    body: '{"event_type":"order.note","message":"x"}',
  },
  ADMIN_KEYS: { path: '/v1/erase', method: 'POST', token: () => ADMIN_KEY, body: '{"order_id":"SS-1"}' },
  TOKEN_SECRET: { path: '/v1/attention', method: 'GET', token: () => viewerToken() },
};

const call = async (door: string, settings: object, shown?: string) => {
  const { path, method, token, body } = DOORS[door]!;
  const headers = { ...bearer(shown ?? (await token())), 'Content-Type': 'application/json' };
  const env = { ...SECRETS, DB: worker.db, ...settings };
  return app.request(path, { method, headers, ...(body !== undefined && { body }) }, env);
};

describe('a secret of ours', () => {
  for (const setting of Object.keys(DOORS)) {
    test(`${setting} that is missing or short closes its own door, says how to make one, and leaves the others open`, async () => {
      for (const weak of [undefined, '', ' , ', SHORT, `${SHORT},short`]) {
        const settings = { [setting]: setting === 'TOKEN_SECRET' ? weak?.slice(0, 31) : weak };
        for (const shown of [undefined, SHORT, 'short', '']) {
          const response = await call(setting, settings, shown);
          assert.equal(response.status, 503);
          const { detail } = (await response.json()) as ProblemJson;
          assert.match(
            detail,
            new RegExp(`^${setting} is not set.*openssl rand -hex 32.*wrangler secret put ${setting}`),
          );
        }
        for (const other of Object.keys(DOORS).filter((door) => door !== setting)) {
          assert.ok((await call(other, settings)).ok, `${other} without ${setting}`);
        }
      }
    });
  }

  test('that is short opens nothing beside one that is long', async () => {
    const keys = {
      API_KEYS: `${SHORT}, ${API_KEY}`,
      ADMIN_KEYS: `${ADMIN_KEY},${SHORT}`,
      TOKEN_SECRET_PREVIOUS: SHORT,
    };
    for (const door of Object.keys(DOORS)) assert.ok((await call(door, keys)).ok, door);
    const forged = await viewerToken({}, SHORT);
    for (const door of Object.keys(DOORS)) {
      assert.equal((await call(door, keys, door === 'TOKEN_SECRET' ? forged : SHORT)).status, 401, door);
    }
  });
});

test('a source without a secret is closed, the others are not', async () => {
  const env = { ...SECRETS, DB: worker.db, PRINTIFY_WEBHOOK_SECRET: ' ,' };
  const status = async (source: string) =>
    (await app.request(`/webhooks/${source}`, { method: 'POST', body: '{}' }, env)).status;
  assert.equal(await status('printify'), 404);
  assert.equal(await status('unheard-of'), 404);
  assert.equal(await status('__proto__'), 404);
  assert.equal(await status('stripe'), 401);
});

test('healthz answers anyone, whatever is not set', async () => {
  assert.equal((await app.request('/healthz', {}, { DB: worker.db })).status, 200);
});
