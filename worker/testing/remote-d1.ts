import type { D1Database, D1PreparedStatement } from '@cloudflare/workers-types';
import type { Call, Query } from './database-worker.ts';

/** JSON has no bytes, and would make null of what D1 refuses. */
const parameter = (value: unknown): unknown => {
  if (value === undefined) throw new TypeError("D1_TYPE_ERROR: Type 'undefined' not supported for value 'undefined'");
  if (value instanceof ArrayBuffer) return { bytes: [...new Uint8Array(value)] };
  return ArrayBuffer.isView(value) ? { bytes: [...(value as Uint8Array)] } : value;
};

/**
 * D1 from Node, through `database-worker.ts`: one request for a call. Miniflare's own D1 for Node sends two requests more for
 * each statement, one to prepare it and one to bind, and Node waits for each.
 */
export const remoteD1 = (ask: (call: string) => Promise<Response>): D1Database => {
  const queries = new WeakMap<object, Query>();
  const call = async <T>(as: Call['as'], all: Query[]): Promise<T> => {
    const response = await ask(JSON.stringify({ as, queries: all } satisfies Call));
    if (!response.ok) throw new Error(await response.text());
    return (await response.json()) as T;
  };
  const statement = (...query: Query): D1PreparedStatement => {
    const all = () => call<{ results: Record<string, unknown>[] }>('all', [query]);
    const first = async (column?: string) => {
      const row = (await all()).results[0] ?? null;
      return row === null || column === undefined ? row : row[column];
    };
    const bind = (...values: unknown[]) => statement(query[0], values.map(parameter));
    const raw = () => call<unknown[][]>('raw', [query]);
    const prepared = { bind, all, run: all, raw, first } as unknown as D1PreparedStatement;
    queries.set(prepared, query);
    return prepared;
  };
  return {
    prepare: (sql: string) => statement(sql, []),
    batch: (statements: D1PreparedStatement[]) =>
      call(
        'batch',
        statements.map((each) => queries.get(each)!),
      ),
    exec: (sql: string) => statement(sql, []).run(),
  } as unknown as D1Database;
};
