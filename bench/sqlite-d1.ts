// D1's interface over Node's SQLite, for seeds and tests of many statements.
import { DatabaseSync } from 'node:sqlite';
import type { D1Database, D1PreparedStatement } from '@cloudflare/workers-types';

/**
 * The part of D1 that the store uses, over a SQLite file in this process. It seeds a million events in minutes, while local
 * D1 takes an hour. It measures nothing.
 */
export const openSqlite = (file: string): { DB: D1Database; close: () => void } => {
  const sqlite = new DatabaseSync(file);
  // A seed that is interrupted is deleted and made again, so no journal has to survive.
  sqlite.exec('PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; PRAGMA cache_size = -1000000');
  const prepared = new Map<string, ReturnType<typeof sqlite.prepare>>();
  const prepare = (query: string) => {
    const statement = prepared.get(query) ?? sqlite.prepare(query);
    prepared.set(query, statement);
    return statement;
  };
  const rows = (query: string, values: never[]) => prepare(query).all(...values);
  const statement = (query: string, values: never[] = []): D1PreparedStatement =>
    ({
      bind: (...bound: never[]) => statement(query, bound),
      all: async () => ({ results: rows(query, values) }),
      run: async () => ({ results: rows(query, values) }),
      raw: async () => rows(query, values).map((row) => Object.values(row)),
    }) as unknown as D1PreparedStatement;
  const batch = async (statements: D1PreparedStatement[]) => {
    sqlite.exec('BEGIN');
    try {
      const results = [];
      for (const one of statements) results.push(await one.all());
      sqlite.exec('COMMIT');
      return results;
    } catch (error) {
      sqlite.exec('ROLLBACK');
      throw error;
    }
  };
  const close = () => {
    sqlite.exec('PRAGMA journal_mode = WAL');
    sqlite.close();
  };
  return { DB: { prepare: statement, batch } as unknown as D1Database, close };
};
