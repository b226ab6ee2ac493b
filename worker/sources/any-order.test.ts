import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseJson } from '../http/body.ts';
import { plainRequest, sendAll } from '../testing/batch.ts';
import { TABLES, useWorker } from '../testing/harness.ts';
import { delivery, request } from './fixtures/delivery.ts';
import type { Told } from './fixtures/fixture.ts';
import { loadFixtures, secretsOf } from './fixtures/load.ts';
import { SOURCES } from './index.ts';

const HOUR = 3_600_000;
const AT = Math.floor(Date.now() / 1000) * 1000 - 40 * 24 * HOUR;
const ORDERS = 2;

const FIXTURES = await loadFixtures();
const worker = useWorker({ secrets: secretsOf(FIXTURES) });

interface Row {
  id: string;
  /** In the order of their ids. */
  message: string;
  order_id: string | null;
  hidden: string | null;
  is_part: number;
  retracted: number;
  resolved_by: string | null;
}

/** All that the rules decide about the log. */
const state = async () => {
  const { results: events } = await worker.db
    .prepare(
      'SELECT hex(id) AS id, message, order_id, hidden, is_part, retracted, resolved_by FROM activity_log ORDER BY id',
    )
    .all<Row>();
  const { results: streams } = await worker.db
    .prepare('SELECT key, due_at, status, standing FROM stream ORDER BY key')
    .all();
  return { events, streams };
};

const shuffled = <T>(items: T[]): T[] =>
  items
    .map((item) => ({ item, at: Math.random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);

/** Whether the provider gives each event its time. Without one, as of Gelato's orders, events stand in the order of deliveries. */
const hasTimes = ({ expect }: Told): boolean => expect.every(({ occurred_at, once }) => occurred_at !== null && !once);

const requestOf = async (name: string, what: string, { body, headers }: Told) => {
  const { sign, secret } = FIXTURES.get(name)!;
  const text = JSON.stringify(body);
  const id = `msg_${what}`.replace(/\W/g, '_');
  return request(text, await sign(text, { secret, at: Date.now(), id }), headers);
};

/** The keys of the facts that a delivery tells, each of which happens once, at one time. */
const factsOf = (name: string, { query, init }: Awaited<ReturnType<typeof requestOf>>): string[] => {
  const [source, body] = [SOURCES[name]!, parseJson(init.body)];
  const delivered = delivery(init.body, init.headers, AT, query);
  const events = (source.items?.(body) ?? [body]).flatMap((item) => source.translate(item, delivered));
  return events.flatMap(({ once, key }) => (once ? key : []));
};

for (const [name, { deliveries }] of FIXTURES) {
  // An hour lies between two deliveries, so that none of them is of the same moment as another one.
  const samples = Object.keys(deliveries(AT)).map((what, i) => [what, deliveries(AT + i * HOUR)[what]!] as const);
  const story: (readonly [string, Told])[] = [];
  const facts = new Set<string>();
  for (const [what, told] of samples.filter(([, told]) => hasTimes(told))) {
    const known = factsOf(name, await requestOf(name, what, told));
    // Of several samples of one fact, at several hours, the first is played.
    if (known.some((fact) => facts.has(fact))) continue;
    for (const fact of known) facts.add(fact);
    story.push([what, told]);
  }

  const deliver = async (all: typeof story): Promise<void> => {
    const requests = all.map(async ([what, told]) => {
      const { query, init } = await requestOf(name, what, told);
      return plainRequest(`/webhooks/${name}${query}`, init);
    });
    for (const [i, { status }] of (await sendAll(worker, await Promise.all(requests))).entries())
      assert.equal(status, 200, all[i]![0]);
  };

  describe(`all that ${name} may send`, () => {
    test('ends in one state, in whatever order and however often it is delivered', async () => {
      await deliver(story);
      const expected = await state();
      assert.ok(story.length >= 3 && expected.events.length >= 3);
      for (let round = 0; round < ORDERS; round++) {
        await worker.db.batch(TABLES.map((table) => worker.db.prepare(`DELETE FROM ${table}`)));
        const order = shuffled([...story, ...story]);
        await deliver(order);
        assert.deepEqual(await state(), expected, order.map(([what]) => what).join('\n'));
      }
    });
  });
}
