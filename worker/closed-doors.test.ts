import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ProblemJson } from './contract/api.ts';
import { asServer, bearer, viewerToken } from './testing/callers.ts';
import { API_KEY, useWorker } from './testing/harness.ts';

// A key too short to be safe is none, and the other doors stay open.
const worker = useWorker({
  secrets: { API_KEYS: `short,${API_KEY.slice(0, 31)}`, TOKEN_SECRET: '', PRINTIFY_WEBHOOK_SECRET: '' },
});

test('a door without a good secret answers 503 and says what to set', async () => {
  for (const [setting, response] of [
    ['API_KEYS', await asServer(worker, '/v1/events', {})],
    ['API_KEYS', await worker.fetch('/v1/events', { method: 'POST', headers: bearer('short'), body: '{}' })],
    ['TOKEN_SECRET', await worker.fetch('/v1/attention', { headers: bearer(await viewerToken()) })],
    ['TOKEN_SECRET', await worker.fetch('/v1/attention')],
  ] as const) {
    assert.equal(response.status, 503);
    assert.match(
      ((await response.json()) as ProblemJson).detail,
      new RegExp(`^${setting} is not set.*openssl rand -hex 32`),
    );
  }
});

test('a source without a secret is closed, the others are not', async () => {
  const status = async (source: string) =>
    (await worker.fetch(`/webhooks/${source}`, { method: 'POST', body: '{}' })).status;
  assert.equal(await status('printify'), 404);
  assert.equal(await status('unheard-of'), 404);
  assert.equal(await status('__proto__'), 404);
  assert.equal(await status('stripe'), 401);
});

test('healthz answers anyone', async () => {
  assert.equal((await worker.fetch('/healthz')).status, 200);
});
