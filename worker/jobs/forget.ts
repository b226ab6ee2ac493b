import { hexOf } from '../domain/event-id.ts';
import type { Database } from '../store/database.ts';
import type { Row } from '../store/schema.ts';

/** What an event leaves in other tables. */
export type Brought = Pick<Row, 'id' | 'order_id' | 'refs' | 'source_key'>;

/** A row of another table, by both halves of what it is known by. */
type Pair = [string, string];

/** Pairs in one statement, which D1 takes up to 100 KB long. */
const PAIRS = 1000;

/** As a tree: D1 takes an expression up to 100 deep. */
const either = (terms: string[]): string => {
  const half = Math.ceil(terms.length / 2);
  return half < terms.length ? `(${either(terms.slice(0, half))} OR ${either(terms.slice(half))})` : terms.join();
};

/**
 * The statements that remove these rows of a table, if they are still of the same order or event. Each row is read once;
 * beside `IN`, SQLite reads what it looks for as well.
 */
const forgetting = (db: Database, table: string, columns: Pair, all: Pair[]): D1PreparedStatement[] => {
  const pairs = [...new Map(all.map((pair) => [JSON.stringify(pair), pair])).values()];
  const value = (i: number) => (columns[i % 2] === 'id' ? `unhex(?1->>${i})` : `?1->>${i}`);
  const isPair = (_: Pair, i: number) => `(${columns[0]}=${value(2 * i)} AND ${columns[1]}=${value(2 * i + 1)})`;
  const statements: D1PreparedStatement[] = [];
  for (let start = 0; start < pairs.length; start += PAIRS) {
    const some = pairs.slice(start, start + PAIRS);
    const remove = db.$client.prepare(`DELETE FROM ${table} WHERE ${either(some.map(isPair))}`);
    statements.push(remove.bind(JSON.stringify(some.flat())));
  }
  return statements;
};

/** The statements that remove what these events brought: their refs, what they wait for, and the states they told. */
export const forget = (db: Database, gone: Brought[]): D1PreparedStatement[] => {
  const told = gone.flatMap((row) => (row.refs ?? []).map((ref) => ({ ...row, ref })));
  const waiting = told.flatMap(({ ref, order_id, id }): Pair[] => (order_id === null ? [[ref, hexOf(id)]] : []));
  const known = told.flatMap(({ ref, order_id }): Pair[] => (order_id === null ? [] : [[ref, order_id]]));
  const seen = gone.flatMap(({ source_key, id }): Pair[] => (source_key === null ? [] : [[source_key, hexOf(id)]]));
  return [
    ...forgetting(db, 'order_ref', ['ref', 'order_id'], known),
    ...forgetting(db, 'waiting', ['ref', 'id'], waiting),
    ...forgetting(db, 'seen', ['source_key', 'id'], seen),
  ];
};
