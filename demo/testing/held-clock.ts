import type { Page } from 'playwright-core';

/** Taken before the clock is held: a page that knows when all that it asked is answered, by the real time. */
const WATCH = `{
  const { fetch: ask, setTimeout: later } = window;
  let open = 0;
  window.fetch = (...request) => { open++; return ask(...request).finally(() => open--); };
  window.settled = async () => {
    for (let calm = 0; calm < 3; calm = open ? 0 : calm + 1) await new Promise((done) => later(done, 3));
  };
}`;

const settled = (page: Page) => page.evaluate<void>('settled()');

/** Stops the clock of a page that is not open yet, and of all that are opened beside it. */
export const holdClock = async (page: Page, time: number): Promise<void> => {
  await page.context().addInitScript({ content: WATCH });
  await page.context().clock.install({ time });
};

/** Moves the clock of pages that share it; what that made them ask is answered and drawn. */
export const pass = async (pages: [Page, ...Page[]], ms: number): Promise<void> => {
  await pages[0].context().clock.runFor(ms);
  for (const page of pages) await settled(page);
};
