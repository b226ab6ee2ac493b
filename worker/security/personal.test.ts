import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { request } from '../sources/fixtures/delivery.ts';
import { loadFixtures, secretsOf } from '../sources/fixtures/load.ts';
import { SOURCES } from '../sources/index.ts';
import { plainRequest, sendAll } from '../testing/batch.ts';
import { bearer } from '../testing/callers.ts';
import { API_KEY, TABLES, useWorker } from '../testing/harness.ts';
import type { PlainRequest } from '../testing/tested-worker.ts';
import { entriesOf, shapeOf } from './entries-of.ts';
import { edit, leaves, starred } from './json-paths.ts';
import { NAMES, WORDS } from './stored-fields.ts';

const NUMBERS = 'Card 4242 4242 4242 4242, phone +44 7700 900123';
const ADDRESS = '1 High Street, Leeds LS1 1AA';
/** Of the deliveries that store none of it, one in so many is sent to the Worker. `npm run test:long` sends all. */
const EVERY = Number(process.env.EVERY ?? 8);
const AT = Math.floor(Date.now() / 1000) * 1000 - 3_600_000;

const FIXTURES = await loadFixtures();
const worker = useWorker({ secrets: secretsOf(FIXTURES) });

let tried = 0;
after(() =>
  console.log(`a card, a telephone and an address put into ${tried} fields of ${Object.keys(SOURCES).length} sources`),
);

/** The content of all tables. */
const everything = async (): Promise<string> => {
  const all = await worker.db.batch(TABLES.map((table) => worker.db.prepare(`SELECT * FROM ${table}`)));
  return JSON.stringify(all.map(({ results }) => results));
};

/** A delivery with a text in some of its fields, signed. */
interface Spoiled {
  path: string;
  request: PlainRequest;
  /** Whether its events contain any of the text. */
  isStored: boolean;
}

/**
 * The deliveries of a source with the text at each of their fields: at one that is read, or at all that nobody reads. Of those
 * with the same field and the same shape one is enough.
 */
const spoil = async (name: string, text: string, pattern: RegExp): Promise<Spoiled[]> => {
  const { sign, secret, deliveries } = FIXTURES.get(name)!;
  const all = new Map<string, Spoiled>();
  for (const { body, headers } of Object.values(deliveries(AT))) {
    const deliver = async (changed: unknown) => {
      const json = JSON.stringify(changed);
      const signature = await sign(json, { secret, at: Date.now(), id: `msg_${++tried}` });
      const { query, init } = request(json, signature, headers);
      const plain = plainRequest(`/webhooks/${name}${query}`, init);
      return { request: plain, entries: entriesOf(name, plain) };
    };
    const add = (path: string, { request, entries }: Awaited<ReturnType<typeof deliver>>) => {
      const isStored = pattern.test(JSON.stringify(entries));
      all.set(`${path} ${isStored} ${shapeOf(entries)}`, { path, request, isStored });
    };
    const unspoiled = JSON.stringify((await deliver(body)).entries);
    let unread: unknown = body;
    for (const leaf of leaves(body)) {
      const spoiled = await deliver(edit(body, leaf, text));
      if (JSON.stringify(spoiled.entries) === unspoiled) unread = edit(unread, leaf, text);
      else add(starred(leaf), spoiled);
    }
    add('all that nobody reads', await deliver(unread));
  }
  return [...all.values()];
};

/** The paths whose text is stored. Deliveries with the text anywhere else are sent to the real Worker, which stores none of it. */
const stored = async (name: string, text: string, pattern: RegExp): Promise<string[]> => {
  const all = await spoil(name, text, pattern);
  const requests = all.filter(({ isStored }, i) => !isStored && i % EVERY === 0).map(({ request }) => request);
  for (const { status, text: answer } of await sendAll(worker, requests))
    assert.ok(status === 200 || (name === 'ses' && status === 401), answer);
  assert.doesNotMatch(await everything(), pattern);
  assert.doesNotMatch(await (await worker.fetch('/healthz', { headers: bearer(API_KEY) })).text(), pattern);
  return [...new Set(all.flatMap(({ path, isStored }) => (isStored ? [path] : [])))].sort();
};

describe('of a delivery nothing is stored but what worker/security/stored-fields.ts says', () => {
  for (const name of Object.keys(SOURCES)) {
    test(name, async () => {
      assert.deepEqual(await stored(name, NUMBERS, /4242 4242|7700 900/), [...NAMES[name]!].sort());
      // In whatever letters: a mail's kind and a phrase of AfterShip's are written small.
      const meant = [...NAMES[name]!, ...WORDS[name]!].sort();
      assert.deepEqual(await stored(name, ADDRESS, /High Street/i), meant);
    });
  }
});

test('and no log line holds any of it', () => {
  assert.doesNotMatch(JSON.stringify(worker.logs()), /4242 4242|7700 900|High Street/i);
});
