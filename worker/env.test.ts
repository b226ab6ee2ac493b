import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Env, foldSettings } from './env.ts';

test('settings that cannot be read are named once, as the Worker starts', (t) => {
  const warn = t.mock.method(console, 'warn', () => {});
  const env = { WORKING_DAYS: 'none', OVERDUE_SHIPPED: 'soon' } as unknown as Env;
  for (let request = 0; request < 3; request++) foldSettings(env);
  const said = warn.mock.calls.map(({ arguments: [text] }) => JSON.parse(String(text)) as object);
  assert.deepEqual(said, [
    { setting: 'OVERDUE_SHIPPED', says: '"soon" is neither a time such as 2h, 3d or 2wd nor off; 3wd counts' },
    { setting: 'WORKING_DAYS', says: 'no day is a working day: a working day counts as 24 hours by the clock' },
  ]);
});

test('a shop has the steps of its open sources', () => {
  const steps = (env: object) => foldSettings(env as Env).steps.join();
  assert.equal(steps({}), 'shipped,delivered');
  assert.equal(steps({ STRIPE_WEBHOOK_SECRET: 'secret' }), 'shipped,delivered');
  for (const source of ['PRINTIFY', 'PRINTFUL', 'GELATO']) {
    assert.equal(steps({ [`${source}_WEBHOOK_SECRET`]: 'secret' }), 'submitted,production,shipped,delivered');
  }
  assert.equal(steps({ PRINTIFY_WEBHOOK_SECRET: 'secret', STEPS: 'delivered, shipped' }), 'shipped,delivered');
});
