/** The result of one try. */
export interface Attempt<T> {
  result: T;
  /** Present where another try may help, after so many ms at least. */
  again?: number;
}

/** One try's share of the time, so that a connection that hangs leaves room for another. */
const SHARE = 0.4;
const FIRST_PAUSE = 100;

/** Tries until a result is final or the time is up; then the last one stands. A try that rejects is tried again. */
export const persist = async <T>(
  limit: number,
  attempt: (signal: AbortSignal) => Promise<Attempt<T>>,
  unreached: (error: unknown) => T,
): Promise<T> => {
  const end = Date.now() + limit;
  for (let pause = FIRST_PAUSE; ; pause *= 2) {
    const { result, again } = await within(Math.min(limit * SHARE, end - Date.now()), attempt).catch(
      (error): Attempt<T> => ({ result: unreached(error), again: 0 }),
    );
    if (again === undefined) return result;
    const wait = Math.max(again, pause * (0.5 + Math.random() / 2));
    if (Date.now() + wait >= end) return result;
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
};

/** Aborts the work when its time is up, and does not wait for work that takes no notice. */
const within = async <T>(ms: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> => {
  const abort = new AbortController();
  let timer: ReturnType<typeof setTimeout> | null = null;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject({ code: 'timeout' });
      abort.abort();
    }, ms);
  });
  try {
    return await Promise.race([work(abort.signal), late]);
  } finally {
    clearTimeout(timer);
  }
};
