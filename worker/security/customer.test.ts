import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { request } from '../sources/fixtures/delivery.ts';
import { loadFixtures, secretsOf } from '../sources/fixtures/load.ts';
import { SOURCES } from '../sources/index.ts';
import { plainRequest } from '../testing/batch.ts';
import { bearer, viewerToken } from '../testing/callers.ts';
import { API_KEY, useWorker } from '../testing/harness.ts';
import type { PlainAnswer, PlainRequest } from '../testing/tested-worker.ts';
import { entriesOf, shapeOf } from './entries-of.ts';
import { edit, leaves, starred } from './json-paths.ts';

const AT = Math.floor(Date.now() / 1000) * 1000 - 3_600_000;
const ORDER = 'SS-CUSTOMER';
/** One scene in so many is played. `npm run test:long` plays all. */
const EVERY = Number(process.env.EVERY ?? 8);

/** Texts that no customer may read, as a sentence, as an address would hide it, and a card as a number alone. */
const SECRETS = [
  'Card 4242 4242 4242 4242, phone +44 7700 900123, 1 High Street, Leeds LS1 1AA, suspected of fraud',
  'https://x.example/?why=suspected%20of%20fraud&card=4242424242424242&at=1+High+Street',
  '4242424242424242',
];
const PLANTED = /4242|7700|High|Leeds|suspected|fraud/i;

const FIXTURES = await loadFixtures();
const worker = useWorker({ secrets: secretsOf(FIXTURES) });

let stored = 0;
let shown = 0;
after(() =>
  console.log(`${stored} deliveries that hold what was planted, ${shown} orders that customers were shown after`),
);

/** An event of the shop's own server. */
const logged = (event: object): PlainRequest =>
  plainRequest('/v1/events', {
    headers: { ...bearer(API_KEY), 'Content-Type': 'application/json' },
    body: JSON.stringify(event),
  });

/** The order is placed, and known by all that the entries call it. */
const placed = (refs: string[] = []): PlainRequest => {
  const occurred_at = new Date(AT - 3_600_000).toISOString();
  return logged({ event_type: 'order.created', order_id: ORDER, refs: [...new Set(refs)].slice(0, 8), occurred_at });
};

/** A delivery with a text at one of its fields, and what comes before it. */
interface Planted {
  path: string;
  requests: PlainRequest[];
}

/** The scenes of all samples of a source with a text at each field, where anything is stored of it that `counts`. */
const planted = async (name: string, text: string, counts: (payloads: string, all: string) => boolean) => {
  const { sign, secret, deliveries } = FIXTURES.get(name)!;
  // Samples whose events have the text in the same fields are alike.
  const all = new Map<string, Planted>();
  for (const { body, headers } of Object.values(deliveries(AT))) {
    for (const path of leaves(body)) {
      const json = JSON.stringify(edit(body, path, text));
      const { query, init } = request(json, await sign(json, { secret, at: Date.now(), id: 'msg_1' }), headers);
      const plain = plainRequest(`/webhooks/${name}${query}`, init);
      const entries = entriesOf(name, plain);
      const payloads = JSON.stringify(
        entries.map(({ payload: { carrier, tracking, tracking_url } }) => [carrier, tracking, tracking_url]),
      );
      if (!counts(payloads, JSON.stringify(entries))) continue;
      const refs = entries.flatMap((entry) => entry.refs);
      const shape = shapeOf(entries, (value) => (PLANTED.test(String(value)) ? 'planted' : undefined));
      if (!all.has(shape)) all.set(shape, { path: starred(path), requests: [placed(refs), plain] });
    }
  }
  return [...all.values()].filter((_, i) => i % EVERY === 0);
};

/** Plays scenes on the real Worker, and looks at what every customer reads. */
const play = async (scenes: Planted[]): Promise<void> => {
  const authorization = bearer(await viewerToken({ scope: 'read' })).Authorization!;
  const sent = scenes.map(({ requests }) => ({ requests, authorization }));
  const read = await worker.play<PlainAnswer[][]>('/customers', sent);
  for (const [i, answers] of read.entries()) {
    stored++;
    for (const { status, text } of answers) {
      assert.ok(status === 200 || status === 404, text);
      if (status === 404) continue;
      shown++;
      // The order's number is the customer's own, whatever was planted into it.
      assert.doesNotMatch(JSON.stringify({ ...JSON.parse(text), order_id: null }), PLANTED, scenes[i]!.path);
    }
  }
};

describe('a customer reads nothing that was planted into any field of any sample', () => {
  for (const name of Object.keys(SOURCES)) {
    test(`of ${name}`, async () => {
      const [sentence, ...alike] = SECRETS;
      await play(await planted(name, sentence!, (_, all) => PLANTED.test(all)));
      // Texts that look like a number or an address of a parcel, where those are stored.
      for (const text of alike) await play(await planted(name, text, (payloads) => PLANTED.test(payloads)));
    });
  }

  test('though it did reach orders that customers were shown', () => {
    assert.ok(stored > 300 / EVERY, String(stored));
    assert.ok(shown > 200 / EVERY, String(shown));
  });
});

const FIELDS = [
  'provider',
  'reference',
  'reason',
  'carrier',
  'tracking',
  'tracking_url',
  'email',
  'kind',
  'public',
  'step',
];
const TYPES = [
  ...['order.created', 'order.paid', 'order.submitted', 'order.production', 'order.shipped', 'order.delivered'],
  ...['order.returned', 'order.cancelled', 'order.refunded', 'order.overdue', 'order.note', 'order.submission_failed'],
  ...['order.delivery_failed', 'order.disputed', 'email.bounced', 'warehouse.picked'],
];

test("a customer reads nothing of what the shop's server logs", async () => {
  const scenes = TYPES.flatMap((event_type) =>
    SECRETS.map((text): Planted => {
      const payload = { ...Object.fromEntries(FIELDS.map((field) => [field, text])), amount: 4242, currency: 'GBP' };
      const about = { order_id: ORDER, message: text, actor: text, problem: text, fact: text, payload };
      return {
        path: event_type,
        requests: [
          placed(),
          logged({ event_type, ...about, actions: [{ name: 'retry', label: 'Suspected of fraud' }] }),
        ],
      };
    }),
  );
  const before = shown;
  await play(scenes);
  assert.equal(shown - before, scenes.length);
});
