import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import type { Health } from '../contract/api.ts';
import type { Env } from '../env.ts';
import { bearer } from '../testing/callers.ts';
import { ADMIN_KEY, API_KEY, ORIGIN, SECRETS, useWorker } from '../testing/harness.ts';
import { VERSION } from '../version.ts';
import { setupOf } from './setup.ts';

const ROOT = join(import.meta.dirname, '../..');
const worker = useWorker({
  secrets: { ADMIN_KEYS: ADMIN_KEY.slice(0, 31), RETENTION_DAYS: '0', RESEND_WEBHOOK_SECRET: '' },
});

const health = async (headers = {}) => {
  const text = await (await worker.fetch('/healthz', { headers })).text();
  return { text, ...(JSON.parse(text) as Health) };
};

describe('what healthz says of the setup', () => {
  test('is for who has an API key', async () => {
    assert.equal((await health()).setup, undefined);
    assert.ok((await health(bearer(API_KEY))).setup);
  });

  test('is what is set and what is not, by name, and what counts', async () => {
    const { setup } = await health(bearer(API_KEY));
    const { API_KEYS, ADMIN_KEYS, STRIPE_WEBHOOK_SECRET, RESEND_WEBHOOK_SECRET } = setup!.secrets;
    const states = [API_KEYS, ADMIN_KEYS, STRIPE_WEBHOOK_SECRET, RESEND_WEBHOOK_SECRET];
    assert.deepEqual(states, ['set', 'weak', 'set', 'missing']);
    assert.deepEqual(setup!.allowed_origins, [ORIGIN]);
    assert.deepEqual(setup!.retention, { setting: '0', days: 90 });
    assert.deepEqual(setup!.migrations, readdirSync(join(ROOT, 'migrations')).sort());
    assert.equal(setup!.version, VERSION);
  });

  test('takes a token secret for one, though it holds a comma', async () => {
    const env = { ...SECRETS, TOKEN_SECRET: `${'x'.repeat(20)},${'y'.repeat(20)}`, DB: worker.db } as unknown as Env;
    assert.equal((await setupOf(env)).secrets.TOKEN_SECRET, 'set');
    assert.equal((await setupOf({ ...env, TOKEN_SECRET: '' })).secrets.TOKEN_SECRET, 'missing');
  });

  test('is never a secret, nor a part of one', async () => {
    const { text } = await health(bearer(API_KEY));
    for (const [name, secret] of Object.entries(SECRETS)) {
      if (name !== 'ALLOWED_ORIGINS') assert.ok(!text.includes(secret.slice(0, 12)), name);
    }
  });
});

test('the version is that of the package', () => {
  assert.equal(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).version, VERSION);
});
