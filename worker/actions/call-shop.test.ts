import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { unstable_startWorker } from 'wrangler';
import { type Answer, useReceiver } from '../testing/receiver.ts';
import type { Limits } from './call-shop.ts';

const shop = await useReceiver((response) => response.end());

/** On workerd with its own sockets: the harness of the other tests sends what a Worker asks for through Node. */
const worker = await unstable_startWorker({
  entrypoint: join(import.meta.dirname, '../testing/call-shop-worker.ts'),
  compatibilityDate: '2026-01-01',
  bindings: {
    ACTIONS_URL: { type: 'plain_text', value: shop.url },
    ACTIONS_SECRET: { type: 'plain_text', value: 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD' },
  },
  dev: { server: { port: 0 }, inspector: false, persist: false, logLevel: 'none' as never },
});
after(() => worker.dispose());

/** Longer than any test takes. */
const PATIENT: Limits = { one: 60_000, all: 60_000 };

const ask = async (answer?: Answer, limits = PATIENT) => {
  if (answer) shop.answer = answer;
  const response = await worker.fetch('http://localhost/', { method: 'POST', body: JSON.stringify(limits) });
  return [await response.json(), shop.received.length];
};

test('a shop that sends us elsewhere is not followed', async () => {
  for (const status of [301, 302, 303, 307, 308]) {
    shop.received = [];
    const answer: Answer = (response) => response.writeHead(status, { Location: `${shop.url}/elsewhere` }).end();
    assert.deepEqual(await ask(answer), [{ is: 'failed', reason: 'the shop has moved elsewhere' }, 1]);
  }
});

test('a shop that hangs up is asked three times', async () => {
  const reason = 'the shop could not be reached';
  assert.deepEqual(await ask((response) => response.destroy()), [{ is: 'failed', reason }, 3]);
});

test('a shop that does not answer is asked again, and given up once its time is up', async () => {
  const reason = 'the shop did not answer in time';
  assert.deepEqual(await ask(() => {}, { one: 1_000, all: 3_500 }), [{ is: 'failed', reason }, 2]);
});

test('a shop that begins an answer and does not end it is given up as well', async () => {
  shop.received = [];
  const answer: Answer = (response) => {
    response.writeHead(409, { 'Content-Type': 'application/json' }).write('{"message":');
  };
  const refused = { is: 'refused', reason: 'the shop says no' };
  assert.deepEqual(await ask(answer, { one: 1_000, all: 1_500 }), [refused, 1]);
});

test('a shop that is down could not be reached, and can be once it is up', async () => {
  const { port } = new URL(shop.url);
  await shop.stop();
  assert.deepEqual(await ask(), [{ is: 'failed', reason: 'the shop could not be reached' }, 0]);
  await shop.start(Number(port));
  assert.deepEqual(await ask(), [{ is: 'done' }, 1]);
});
