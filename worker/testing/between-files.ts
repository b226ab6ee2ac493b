// What starts slowly, such as a Worker or a browser, stays open from one test file of a process to the next.
let isShared = false;
const closers: (() => Promise<void>)[] = [];

/** Keeps all of it open from now on. Returns a function that closes it. */
export const shareAll = (): (() => Promise<void>) => {
  isShared = true;
  return async () => {
    isShared = false;
    for (const close of closers) await close();
  };
};

/** Whether another test file of this process may use what this one has started. */
export const isKept = (): boolean => isShared;

/** Closes at the end what is kept until then. */
export const closeAtEnd = (close: () => Promise<void>): void => {
  closers.push(close);
};
