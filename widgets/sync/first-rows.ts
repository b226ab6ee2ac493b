/** How the elements wait for the browser's next paint, so that a test can replace it. */
export const paint = {
  /** Runs after the next frame is painted. A hidden page paints nothing, so it does not wait there. */
  next: (run: () => void): void => {
    if (document.hidden) setTimeout(run);
    else requestAnimationFrame(() => setTimeout(run));
  },
};

/** Lists that still wait for their first rows. */
const waiting = new Set<object>();
let callbacks: (() => void)[] = [];

const check = (): void => {
  if (waiting.size > 0) return;
  paint.next(() => {
    if (waiting.size > 0) return;
    const ready = callbacks;
    callbacks = [];
    for (const callback of ready) callback();
  });
};

/** The lists of the page until their first rows are painted. Everything else loads after that. */
export const firstRows = {
  expect(list: object): void {
    waiting.add(list);
  },
  /** The list shows its rows or an error, or has left the page. */
  done(list: object): void {
    waiting.delete(list);
    check();
  },
  /** Calls back once the first rows of all lists are painted. */
  painted(callback: () => void): void {
    callbacks.push(callback);
    check();
  },
};
