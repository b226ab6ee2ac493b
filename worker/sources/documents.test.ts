import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { delivery, request } from './fixtures/delivery.ts';
import { loadFixture, secretName } from './fixtures/load.ts';
import { SOURCES } from './index.ts';

const ROOT = join(import.meta.dirname, '../..');
const AT = Date.UTC(2026, 10, 23);

/** A section of a document, by its heading. */
const sectionOf = (document: string, heading: string): string => {
  const [, after = ''] = readFileSync(join(ROOT, document), 'utf8').split(`\n${heading}\n`);
  assert.ok(after, `${document} has no "${heading}"`);
  return after.split(/\n#+ /)[0]!;
};

/** The table's rows, by the address that each gives. */
const ROWS = sectionOf('docs/sources.md', '## Every source')
  .split('\n')
  .filter((line) => line.startsWith('| ['))
  .map((row) => [/`\/webhooks\/([^`]*)`/.exec(row)?.[1] ?? row, row] as const);
const ROW = new Map(ROWS);

/** The files of a source itself, as the list for a new one names them. */
const OWN = Array.from(
  sectionOf('docs/architecture.md', '### A source').matchAll(/`(worker\/[^`]*<name>\.ts)`/g),
  ([, file]) => file!,
);

/** The texts in code marks: names of events, settings. */
const codes = (row: string) => new Set(Array.from(row.matchAll(/`([^`]+)`/g), ([, code]) => code!));

describe('the table of docs/sources.md', () => {
  test('has a row for each of them, and for nothing else', () => {
    assert.deepEqual(ROWS.map(([name]) => name).toSorted(), Object.keys(SOURCES).toSorted());
  });

  for (const [name, source] of Object.entries(SOURCES)) {
    const row = ROW.get(name) ?? '';

    test(`names ${name}'s secret, and no other's`, () => {
      const secrets = [...codes(row)].filter((code) => code.endsWith('_WEBHOOK_SECRET'));
      assert.deepEqual(secrets, [secretName(name)]);
    });

    test(`has one cell a column for ${name}, and links to its docs`, () => {
      assert.equal(row.split('|').length, 7);
      assert.equal(/^\| \[[^\]]+\]\(([^)]+)\)/.exec(row)?.[1], source.docs);
    });
  }

  // Anybody's own types may come as Standard Webhooks.
  for (const [name, source] of Object.entries(SOURCES).filter(([name]) => name !== 'standard')) {
    test(`names every kind of event by which ${name}'s fixture tells something`, async () => {
      const { secret, sign, deliveries } = await loadFixture(name);
      const named = codes(ROW.get(name) ?? '');
      for (const { body, headers } of Object.values(deliveries(AT))) {
        const text = JSON.stringify(body);
        const { query, init } = request(text, await sign(text, { secret, at: AT, id: 'msg_1' }), headers);
        const sent = delivery(init.body, init.headers, AT, query);
        const whole: unknown = JSON.parse(init.body);
        const items = source.items?.(whole) ?? [whole];
        const telling = items.filter((item) => source.translate(item, sent).length > 0);
        for (const kind of telling.map((item) => source.kind(item, sent))) assert.ok(named.has(kind), kind);
      }
    });
  }
});

describe('the list for a new source in docs/architecture.md', () => {
  test('has three files of its own', () => {
    assert.equal(OWN.length, 3);
  });

  for (const [name, source] of Object.entries(SOURCES)) {
    test(`is what ${name} follows`, async () => {
      for (const file of OWN.map((file) => file.replace('<name>', name))) {
        const module: Record<string, unknown> = await import(join(ROOT, file));
        assert.ok(module[name], `${file} does not export ${name}`);
      }
      assert.equal(source.name, name);
      assert.equal(URL.parse(source.docs)?.protocol, 'https:');
    });
  }
});
