// A Worker and a browser start slowly, so the test files of one process share them.
let isShared = false;
const closers: (() => Promise<void>)[] = [];

/** Lets the test files of this process share Workers and browsers. Returns a function that closes these in the end. */
export const shareAll = (): (() => Promise<void>) => {
  isShared = true;
  return async () => {
    isShared = false;
    const closed = await Promise.allSettled(closers.map((close) => close()));
    for (const one of closed) if (one.status === 'rejected') throw one.reason;
  };
};

/** Whether a test file leaves its Worker and its browser open for the next file. */
export const isKept = (): boolean => isShared;

/** Registers a function that closes Workers or a browser in the end. */
export const closeAtEnd = (close: () => Promise<void>): void => {
  closers.push(close);
};
