import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { delivery } from '../sources/fixtures/delivery.ts';
import type { Source } from '../sources/source.ts';

/** The result of one documented type, topic or status: events, or nothing, for a reason. */
export type Row = { body: unknown; headers?: Record<string, string> } & (
  | { stores: [type: string, ...more: string[]]; ends?: string }
  | { ignored: string }
);

/**
 * Holds a source against its provider's list of types, topics or statuses: each of the list is in the table, each of the table
 * in the list, and what the source makes of a body is what its row says.
 */
export const testTable = (what: string, source: Source, documented: readonly string[], rows: Record<string, Row>) =>
  describe(`${source.name} and ${what}`, () => {
    test('has a row for each that is documented, and for no other', () => {
      assert.deepEqual(Object.keys(rows).sort(), documented.toSorted());
    });
    for (const [name, row] of Object.entries(rows)) {
      const stores = 'stores' in row ? row.stores : [];
      const says = 'stores' in row ? `stores ${stores.join(', ')}` : `is ignored: ${row.ignored}`;
      test(`${name} ${says}`, () => {
        if ('ignored' in row) assert.ok(row.ignored.length > 10, 'a reason');
        const told = source.translate(row.body, delivery('', row.headers ?? {}));
        assert.deepEqual(
          told.map(({ event_type }) => event_type),
          stores,
        );
      });
    }
  });
