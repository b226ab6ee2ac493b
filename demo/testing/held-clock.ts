import type { Locator, Page } from 'playwright-core';

/**
 * Taken before the clock is held: a page that knows what it still waits for, and how often anything came to it. An
 * echo comes after all that was sent before it (Chromium keeps the order of what passes between two pages), and so
 * does the answer to a question about locks after the locks that were asked for or given back before it.
 */
const WATCH = `{
  const { setTimeout: later, BroadcastChannel: Native } = window;
  let open = 0;
  let moves = 0;
  const watch = (owner, name) => {
    const native = owner?.[name];
    if (native) owner[name] = function (...args) {
      open++;
      moves++;
      return native.apply(this, args).finally(() => open--);
    };
  };
  watch(window, 'fetch');
  watch(Response.prototype, 'json');
  watch(Response.prototype, 'text');
  watch(crypto.subtle, 'digest');
  window.BroadcastChannel = class extends Native {
    constructor(name) {
      super(name);
      this.addEventListener('message', () => moves++);
    }
  };
  const line = new Native('echo');
  let heard = () => {};
  line.onmessage = ({ data }) => (data === 'call' ? line.postMessage('echo') : heard());
  const echo = (others) => new Promise((done) => {
    heard = () => --others > 0 || done();
    if (others) line.postMessage('call');
    else done();
  });
  window.stateNow = async (others) => {
    do await new Promise((done) => later(done, 3));
    while (open);
    await echo(others);
    const { held, pending } = await navigator.locks.query();
    return JSON.stringify([open, moves, held, pending]);
  };
}`;

/** Until nothing has come to any of them, and none has asked for anything, from one look at all of them to the next. */
const settled = async (pages: Page[]): Promise<void> => {
  const look = async () => {
    const states: string[] = [];
    for (const page of pages) states.push(await page.evaluate<string>(`stateNow(${pages.length - 1})`));
    return states.join();
  };
  for (let last = '', now = await look(); now !== last; ) [last, now] = [now, await look()];
};

/** Stops the clock of a page that is not open yet, and of all that are opened beside it. */
export const holdClock = async (page: Page, time: number): Promise<void> => {
  const { clock } = page.context();
  await page.context().addInitScript({ content: WATCH });
  // It runs from the one to the other, and stands still where it is paused.
  await clock.install({ time: time - 1000 });
  await clock.pauseAt(time);
};

/** Moves the clock of pages that share it; what that made them ask, and tell each other, is answered and drawn. */
export const pass = async (pages: [Page, ...Page[]], ms: number): Promise<void> => {
  await pages[0].context().clock.runFor(ms);
  await settled(pages);
};

/** Far more than it takes, on however slow a machine: a pass is longer there too. */
const PASSES = 1_000;

/** Moves the clock by little until all of these are to be seen. */
export const passUntilSeen = async (pages: [Page, ...Page[]], seen: Locator[]): Promise<void> => {
  for (let passes = 0; passes < PASSES; passes++) {
    await pass(pages, 1);
    if ((await Promise.all(seen.map((one) => one.isVisible()))).every(Boolean)) return pass(pages, 0);
  }
  throw new Error(`Not seen: ${seen.join()}`);
};
