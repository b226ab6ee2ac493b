import type { D1Database, D1PreparedStatement, D1Result } from '@cloudflare/workers-types';

/** Rows read and written, which D1 bills, and the counts that it limits, since the meter was set to nothing. */
export interface Meter {
  read: number;
  written: number;
  /** Statements, each of a batch counted. */
  queries: number;
  /** Bytes of the longest statement, without its parameters; and the most parameters of one. */
  longest: number;
  parameters: number;
  /** Trips to D1: a batch is one. */
  trips: number;
  /** Rows that the dearest statement read. */
  widest: number;
}

/** A D1 that counts what its statements read and write, as D1 itself reports it. */
export const metered = (db: D1Database): { db: D1Database; meter: Meter } => {
  const meter: Meter = { read: 0, written: 0, queries: 0, longest: 0, parameters: 0, trips: 0, widest: 0 };
  const count = <T>(result: D1Result<T>): D1Result<T> => {
    meter.read += result.meta.rows_read;
    meter.written += result.meta.rows_written;
    meter.queries++;
    meter.widest = Math.max(meter.widest, result.meta.rows_read);
    return result;
  };
  const trip = <T>(ask: () => Promise<T>): Promise<T> => {
    meter.trips++;
    return ask();
  };
  const inner = new WeakMap<object, D1PreparedStatement>();
  const wrap = (statement: D1PreparedStatement): D1PreparedStatement => {
    const wrapped = {
      bind: (...values: unknown[]) => {
        meter.parameters = Math.max(meter.parameters, values.length);
        return wrap(statement.bind(...values));
      },
      run: async () => count(await trip(() => statement.run())),
      all: async () => count(await trip(() => statement.all())),
      raw: async () => count(await trip(() => statement.run<object>())).results.map(Object.values),
    } as unknown as D1PreparedStatement;
    inner.set(wrapped, statement);
    return wrapped;
  };
  const counting = {
    prepare: (query: string) => {
      meter.longest = Math.max(meter.longest, new TextEncoder().encode(query).length);
      return wrap(db.prepare(query));
    },
    batch: async (statements: D1PreparedStatement[]) =>
      (await trip(() => db.batch(statements.map((statement) => inner.get(statement)!)))).map(count),
  } as unknown as D1Database;
  return { db: counting, meter };
};
