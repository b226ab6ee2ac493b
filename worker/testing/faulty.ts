import type { D1Database, D1PreparedStatement } from '@cloudflare/workers-types';

/**
 * The ways in which a statement may fail: D1 refuses it; no answer ever comes; or it is done, but the connection was lost
 * before the answer.
 */
export const FAULTS = ['fails', 'hangs', 'is lost after it was done'] as const;
export type Fault = (typeof FAULTS)[number];

/** A D1 of which the `nth` call goes wrong, counted from 0; `calls` says how many there were, `onHang` when one hangs. */
export const faulty = (db: D1Database, nth: number, fault: Fault, onHang: () => void = () => {}) => {
  const state = { calls: 0 };
  const run = async <T>(call: () => Promise<T>): Promise<T> => {
    if (state.calls++ !== nth) return call();
    if (fault === 'fails') throw new Error('D1_ERROR: D1 DB is overloaded. Too many requests queued: secret.');
    if (fault === 'is lost after it was done') {
      await call();
      throw new Error('Network connection lost: secret.');
    }
    onHang();
    return new Promise<T>(() => {});
  };
  const inner = new WeakMap<object, D1PreparedStatement>();
  const wrap = (statement: D1PreparedStatement): D1PreparedStatement => {
    const wrapped = {
      bind: (...values: unknown[]) => wrap(statement.bind(...values)),
      run: () => run(() => statement.run()),
      all: () => run(() => statement.all()),
      raw: () => run(() => statement.raw()),
    } as unknown as D1PreparedStatement;
    inner.set(wrapped, statement);
    return wrapped;
  };
  const broken = {
    prepare: (query: string) => wrap(db.prepare(query)),
    batch: (statements: D1PreparedStatement[]) => run(() => db.batch(statements.map((each) => inner.get(each)!))),
  } as unknown as D1Database;
  return { db: broken, state };
};
