import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { delivery } from '../sources/fixtures/delivery.ts';
import { SOURCES } from '../sources/index.ts';
import { entryFromSource } from '../sources/source-entry.ts';

/** Each event that a status is stored as: its type, and what a person reads. */
export type Stored = readonly (readonly [event_type: string, message: string])[];

/** The result of each documented status: events, or why it is ignored. */
export type Rows = Record<string, Stored | string>;

/** A status that is stored as one event. */
export const as = (event_type: string, message: string): Stored => [[event_type, message]];

interface StatusTable {
  source: string;
  /** The provider's page that lists the statuses. */
  page: string;
  /** The list, as the page has it. */
  documented: readonly string[];
  rows: Rows;
  /** The delivery that tells a status. */
  bodyOf(status: string): unknown;
}

const NOW = Date.now();

const comesTo = (source: string, body: unknown): Stored => {
  const delivered = delivery(JSON.stringify(body), {}, NOW);
  return SOURCES[source]!.translate(body, delivered).map((event) => {
    const { event_type, message } = entryFromSource(source, event, NOW, 'en-GB');
    return [event_type, message] as const;
  });
};

/** Holds a table against the provider's list, both ways, and against what the source makes of each status. */
export const holdTable = (what: string, { source, page, documented, rows, bodyOf }: StatusTable): void => {
  describe(what, () => {
    test(`has a row for each of ${page}, and for no other`, () => {
      assert.deepEqual(Object.keys(rows).toSorted(), documented.toSorted());
    });

    for (const [status, row] of Object.entries(rows)) {
      test(typeof row === 'string' ? `ignores ${status}: ${row}` : `stores ${status}`, () => {
        assert.deepEqual(comesTo(source, bodyOf(status)), typeof row === 'string' ? [] : row);
      });
    }
  });
};
