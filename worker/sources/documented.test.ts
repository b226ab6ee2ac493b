import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { readableCode } from '../contract/reasons.ts';
import { effectsOf } from '../domain/effects.ts';
import type { Entry } from '../domain/entry.ts';
import { meaningOf } from '../domain/meanings.ts';
import { parseJson } from '../http/body.ts';
import type { Row, Stored, Table } from './documented/table.ts';
import { delivery, request } from './fixtures/delivery.ts';
import type { Fixture } from './fixtures/fixture.ts';
import { loadFixture } from './fixtures/load.ts';
import { SOURCES } from './index.ts';
import { Refused, type Source } from './source.ts';
import { entryFromSource } from './source-entry.ts';

const NOW = Date.now();
const UNLISTED = 'unheard_of';

/** The tables of a source: the export of its name in the file of its name. */
const tablesOf = async (name: string): Promise<Table[]> => {
  const module: Record<string, Table[] | undefined> = await import(`./documented/${name}.ts`);
  return module[name] ?? [];
};

/** The problems that an entry ends, the facts that it takes back (`-`), the state that it corrects (`~`), and the steps that it ends. */
const endsOf = (entry: Entry): string => {
  const { effects } = effectsOf(entry, '0');
  const { closes = [], ends } = meaningOf(entry.event_type);
  const isWaiting = effects.paid === false || effects.pending;
  const problems = [...closes.filter((name) => !name.includes('{')), ...(effects.closes ?? [])];
  return [
    ...(isWaiting ? [] : problems.filter((name) => name.includes(':')).map((name) => name.replace(/:$/, ''))),
    ...(effects.retracts ?? []).map((fact) => `-${fact}`),
    ...(effects.status?.corrects ? [`~${effects.status.of}`] : []),
    ...(ends ? ['every step'] : []),
  ].join(', ');
};

/** The sentence of an entry, with its reason where only the details have it. */
const readOf = ({ message, payload: { reason } }: Entry): string =>
  typeof reason === 'string' && !message.includes(readableCode(reason)) ? `${message} — ${reason}` : message;

/** The events that the source stores of a delivery. The delivery is signed as its provider signs it. */
const comesTo = async (source: Source, fixture: Fixture, table: Table, name: string): Promise<Stored> => {
  const text = JSON.stringify(table.bodyOf(name));
  const { secret } = fixture;
  const { query, init } = request(
    text,
    await fixture.sign(text, { secret, at: NOW, id: 'msg_1' }),
    table.headersOf?.(name),
  );
  const delivered = delivery(init.body, init.headers, NOW, query);
  await source.verify(delivered, secret);
  const body = parseJson(init.body);
  return (source.items?.(body) ?? [body])
    .flatMap((item) => source.translate(item, delivered))
    .map((event) => {
      const entry = entryFromSource(source.name, event, NOW, 'en-GB');
      return [entry.event_type, readOf(entry), endsOf(entry)] as const;
    });
};

const storedOf = (row: Row): Stored => (typeof row === 'string' ? [] : row);

const titleOf = (name: string, row: Row): string =>
  typeof row === 'string'
    ? `${name} is ignored: ${row}`
    : `${name}: ${row.map(([type, message, ends]) => `${type}, "${message}"${ends && `, ends ${ends}`}`).join('; ')}`;

const text = (...path: string[]): string => {
  const file = join(import.meta.dirname, ...path);
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
};

/** The files of a source: its own, that of its statuses, and those of its folder. */
const codeOf = (name: string): string => {
  const folder = join(import.meta.dirname, name);
  const parts = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.ts')) : [];
  return [text(`${name}.ts`), text(`${name}-statuses.ts`), ...parts.map((part) => text(name, part))].join('\n');
};

/** Whether code names a word, or all that begin like it: `invoice.…`, or `InTransit` in code marks for `InTransit_001`. */
const isNamed = (code: string, word: string): boolean => {
  const stems = Array.from(word.matchAll(/[./:_]/g), ({ index }) => word.slice(0, index + 1));
  return (
    Array.from(code.matchAll(/[\w-]+(?:[./:][\w-]+)*/g), String).includes(word) ||
    stems.some((stem) => code.includes(`${stem}…`) || code.includes(`\`${stem.slice(0, -1)}\``))
  );
};

for (const source of Object.values(SOURCES)) {
  const [tables, fixture] = await Promise.all([tablesOf(source.name), loadFixture(source.name)]);

  describe(source.name, () => {
    test('has tables, each with its pages and when they were read', () => {
      assert.ok(tables.length > 0);
      for (const { of, pages, read } of tables) {
        assert.ok(pages.length > 0 && pages.every((page) => URL.parse(page)?.protocol === 'https:'), of);
        assert.match(read, /^2026-\d\d-\d\d$/, of);
      }
    });

    test('says in its own files what it ignores', () => {
      const code = codeOf(source.name);
      const ignored = tables.flatMap(({ rows, unread }) => {
        const names = Object.keys(rows).filter((name) => typeof rows[name] === 'string');
        return unread === undefined ? names.flatMap((name) => name.split(/:? /)) : [unread];
      });
      assert.deepEqual(
        ignored.filter((word) => !isNamed(code, word)),
        [],
      );
    });

    for (const table of tables) {
      describe(table.of, () => {
        test('has a row for each name of the documents, and for no other', () => {
          assert.deepEqual(Object.keys(table.rows).toSorted(), table.documented.toSorted());
        });

        for (const [name, row] of Object.entries(table.rows)) {
          test(titleOf(name, row), async () => {
            if (typeof row === 'string') assert.ok(row.length > 8, 'a reason');
            assert.deepEqual(await comesTo(source, fixture, table, name), storedOf(row));
          });
        }

        const { unlisted = 'it is in no document yet' } = table;
        test(titleOf('a new name', unlisted), async () => {
          const coming = comesTo(source, fixture, table, UNLISTED);
          if (table.isClosed) return assert.rejects(coming, Refused);
          assert.deepEqual(await coming, storedOf(unlisted));
        });
      });
    }
  });
}
