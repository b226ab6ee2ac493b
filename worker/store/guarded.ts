/** Storage failed, whatever it said, or did not answer in time: the caller may try again. */
export class StorageError extends Error {
  override name = 'StorageError';
}

/** Longer than any statement of ours takes, and shorter than most providers wait. */
export const STATEMENT_TIMEOUT = 10_000;

/** An answer in time, or a `StorageError`: without a limit of ours a request would hang for as long as D1 does. */
const inTime = async <T>(asked: Promise<T>): Promise<T> => {
  let timer: ReturnType<typeof setTimeout> | null = null;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new StorageError('no answer in time')), STATEMENT_TIMEOUT);
  });
  try {
    return await Promise.race([asked, late]);
  } catch (cause) {
    throw cause instanceof StorageError ? cause : new StorageError('storage failed', { cause });
  } finally {
    clearTimeout(timer);
  }
};

/** A D1 whose every statement is bounded in time and fails as a `StorageError`, a lost connection included. */
export const guarded = (db: D1Database): D1Database => {
  const inner = new WeakMap<object, D1PreparedStatement>();
  const wrap = (statement: D1PreparedStatement): D1PreparedStatement => {
    const wrapped: Pick<D1PreparedStatement, 'bind' | 'run' | 'all' | 'raw'> = {
      bind: (...values: unknown[]) => wrap(statement.bind(...values)),
      run: <T>() => inTime(statement.run<T>()),
      all: <T>() => inTime(statement.all<T>()),
      raw: (<T>() => inTime(statement.raw<T>())) as D1PreparedStatement['raw'],
    };
    inner.set(wrapped, statement);
    return wrapped as D1PreparedStatement;
  };
  const bounded: Pick<D1Database, 'prepare' | 'batch'> = {
    prepare: (query) => wrap(db.prepare(query)),
    batch: (statements) => inTime(db.batch(statements.map((statement) => inner.get(statement)!))),
  };
  return bounded as D1Database;
};
