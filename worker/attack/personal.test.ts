import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { request } from '../sources/fixtures/delivery.ts';
import { loadFixture, secretName } from '../sources/fixtures/load.ts';
import { SOURCES } from '../sources/index.ts';
import { changedConfig, TABLES, useWorker } from '../testing/harness.ts';
import { edit, leaves, starred } from './leaves.ts';
import type { Hit, Shot } from './many.ts';
import { NAMES, WORDS } from './meant.ts';

const NUMBERS = 'Card 4242 4242 4242 4242, phone +44 7700 900123';
const ADDRESS = '1 High Street, Leeds LS1 1AA';
const AT = Math.floor(Date.now() / 1000) * 1000 - 3_600_000;

const FIXTURES = Object.fromEntries(
  await Promise.all(Object.keys(SOURCES).map(async (name) => [name, await loadFixture(name)] as const)),
);
const worker = useWorker({
  secrets: Object.fromEntries(Object.entries(FIXTURES).map(([name, { secret }]) => [secretName(name), secret])),
  configPath: changedConfig((toml) => toml.replace('worker/index.ts', 'worker/attack/many.ts')),
});

let tried = 0;
after(() =>
  console.log(`a card, a telephone and an address put into ${tried} fields of ${Object.keys(SOURCES).length} sources`),
);

/** All that any table holds. */
const everything = async (): Promise<string> => {
  const all = await worker.db.batch(TABLES.map((table) => worker.db.prepare(`SELECT * FROM ${table}`)));
  return JSON.stringify(all.map(({ results }) => results));
};

/** The paths of a source at which a text that is put there ends up in the log. */
const stored = async (name: string, text: string, pattern: RegExp): Promise<string[]> => {
  const { sign, secret, deliveries } = FIXTURES[name]!;
  const shots: { path: string; shot: Shot }[] = [];
  for (const { body, headers } of Object.values(deliveries(AT))) {
    for (const path of leaves(body)) {
      const json = JSON.stringify(edit(body, path, text));
      const { query, init } = request(
        json,
        await sign(json, { secret, at: Date.now(), id: `msg_${++tried}` }),
        headers,
      );
      const shot = { ...init, path: `/webhooks/${name}${query}`, body: Buffer.from(init.body).toString('base64') };
      shots.push({ path: starred(path), shot });
    }
  }
  const found = new Set<string>();
  // By path, so that what is found is known to be of it.
  for (const path of new Set(shots.map((each) => each.path))) {
    const ours = shots.filter((each) => each.path === path).map(({ shot }) => shot);
    const response = await worker.fetch('/many', { method: 'POST', body: JSON.stringify(ours) });
    for (const { status, text: answer } of (await response.json()) as Hit[]) assert.ok(status === 200, answer);
    if (pattern.test(await everything())) found.add(path);
    await worker.db.batch(TABLES.map((table) => worker.db.prepare(`DELETE FROM ${table}`)));
  }
  return [...found].sort();
};

describe('of a delivery nothing is stored but what worker/attack/meant.ts says', () => {
  for (const name of Object.keys(SOURCES)) {
    test(name, async () => {
      assert.deepEqual(await stored(name, NUMBERS, /4242 4242|7700 900/), NAMES[name]);
      assert.deepEqual(await stored(name, ADDRESS, /High Street/), [...NAMES[name]!, ...WORDS[name]!].sort());
    });
  }
});

test('and no log line holds any of it', () => {
  assert.doesNotMatch(JSON.stringify(worker.logs()), /4242 4242|7700 900|High Street/);
});
