import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Health, SourceHealth } from '../contract/api.ts';
import { loadFixture } from '../sources/fixtures/load.ts';
import { database } from '../store/database.ts';
import { countDelivery, countRefused, sourceHealth } from '../store/source-stat.ts';
import { bearer, viewerToken } from '../testing/callers.ts';
import { API_KEY, useWorker } from '../testing/harness.ts';

const resend = await loadFixture('resend');
const worker = useWorker({ secrets: { RESEND_WEBHOOK_SECRET: resend.secret, PRINTIFY_WEBHOOK_SECRET: '' } });

const health = async (headers: Record<string, string> = {}) =>
  (await (await worker.fetch('/healthz', { headers })).json()) as Health;
const of = async (source: string) => (await health(bearer(API_KEY))).sources?.[source];
const rows = async () => (await worker.db.prepare('SELECT * FROM source_stat').all()).results;

const send = async (body: unknown, id: string, secret = resend.secret) => {
  const text = JSON.stringify(body);
  const { signature, headers } = await resend.sign(text, { secret, at: Date.now(), id });
  return worker.fetch('/webhooks/resend', { method: 'POST', body: text, headers: { ...headers, ...signature } });
};

test('the sources are for the shop’s server to see, and only those that are open', async () => {
  assert.equal((await health()).sources, undefined);
  assert.equal((await health(bearer(await viewerToken()))).sources, undefined);
  const names = Object.keys((await health(bearer(API_KEY))).sources!);
  assert.ok(names.includes('resend') && !names.includes('printify'), names.join());
});

test('a stranger’s request is counted and causes no write; the next delivery writes it all down', async () => {
  await send({}, 'msg_1', resend.another);
  assert.equal((await of('resend'))!.refused, 1);
  assert.deepEqual(await rows(), []);
  const { body } = Object.values(resend.deliveries(Date.now() - 60_000))[0]!;
  await send(body, 'msg_2');
  await send(body, 'msg_2');
  await send({ type: 'email.opened' }, 'msg_3');
  const { last_delivery_at, ...counts } = (await of('resend')) as SourceHealth;
  assert.deepEqual(counts, {
    accepted: 1,
    duplicates: 1,
    ignored: { 'email.opened': 1 },
    refused: 1,
    approximate: true,
  });
  assert.ok(Date.now() - Date.parse(last_delivery_at!) < 60_000);
  assert.equal((await rows()).length, 1);
});

test('a row is written at most once a minute, and loses nothing', async () => {
  const db = database(worker.db);
  const delivery = { accepted: 1, duplicates: 0, ignored: ['x'] };
  for (const second of [0, 1, 59, 61, 62]) await countDelivery(db, 'minute', delivery, 1.7e12 + second * 1000);
  countRefused('minute');
  const stored = (await rows()) as { accepted: number; last_delivery_at: number }[];
  assert.deepEqual(
    stored.map(({ accepted, last_delivery_at }) => [accepted, last_delivery_at]),
    [[4, 1.7e12 + 61_000]],
  );
  const { minute } = await sourceHealth(db, ['minute']);
  assert.deepEqual([minute!.accepted, minute!.ignored, minute!.refused], [5, { x: 5 }, 1]);
});

test('a sender of nonsense does not fill the row', async () => {
  const db = database(worker.db);
  const ignored = Array.from({ length: 500 }, (_, i) => `type_${i}`);
  await countDelivery(db, 'nonsense', { accepted: 0, duplicates: 0, ignored }, 1.7e12);
  const { nonsense } = await sourceHealth(db, ['nonsense']);
  assert.equal(Object.keys(nonsense!.ignored).length, 41);
  assert.equal(nonsense!.ignored.other, 460);
});

test('a type that is named like an object’s own is counted like any other, and what is no name is not shown', async () => {
  const db = database(worker.db);
  const ignored = ['constructor', 'constructor', '__proto__', 'toString', 'Card 4242 4242 4242 4242', '+447700900123'];
  await countDelivery(db, 'odd', { accepted: 0, duplicates: 0, ignored }, 1.7e12);
  const { odd } = await sourceHealth(db, ['odd']);
  assert.deepEqual(
    Object.entries(odd!.ignored),
    [
      ['constructor', 2],
      ['other', 3],
      ['toString', 1],
    ].toSorted(),
  );
});
