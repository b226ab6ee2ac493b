import type { Locator, Page } from 'playwright-core';

/**
 * Lets a page report its pending work and the number of messages and answers that it has received. Installed before the
 * clock is paused. Chromium delivers messages between two pages in order, so an echo arrives after all earlier messages;
 * likewise the answer to `locks.query()` comes after earlier requests and releases.
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
  let onEcho = () => {};
  line.onmessage = ({ data }) => (data === 'call' ? line.postMessage('echo') : onEcho());
  const echo = (others) => new Promise((done) => {
    onEcho = () => --others > 0 || done();
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

/** Waits until the states of all pages are the same twice in a row. */
const settled = async (pages: Page[]): Promise<void> => {
  const look = async () => {
    const states: string[] = [];
    for (const page of pages) states.push(await page.evaluate<string>(`stateNow(${pages.length - 1})`));
    return states.join();
  };
  for (let last = '', now = await look(); now !== last; ) [last, now] = [now, await look()];
};

/** Pauses the clock of a page that is not open yet, and of all pages of its context. */
export const pauseClock = async (page: Page, time: number): Promise<void> => {
  const { clock } = page.context();
  await page.context().addInitScript({ content: WATCH });
  // The clock runs from the first time to the second, and pauses there.
  await clock.install({ time: time - 1000 });
  await clock.pauseAt(time);
};

/** Moves the shared clock of some pages, and waits until their requests, messages and renderings are over. */
export const pass = async (pages: [Page, ...Page[]], ms: number): Promise<void> => {
  await pages[0].context().clock.runFor(ms);
  await settled(pages);
};

/** Far more than it takes, on however slow a machine, since each pass waits for the pages. */
const PASSES = 1_000;

/** Moves the clock in small steps until all of these are visible. */
export const passUntilSeen = async (pages: [Page, ...Page[]], seen: Locator[]): Promise<void> => {
  for (let passes = 0; passes < PASSES; passes++) {
    await pass(pages, 1);
    if ((await Promise.all(seen.map((one) => one.isVisible()))).every(Boolean)) return pass(pages, 0);
  }
  throw new Error(`Not seen: ${seen.join()}`);
};
