// `npm run bench:rows`: the work of a feed in a browser after 100 rows and after 10,000.
import type { CDPSession, Page } from 'playwright-core';
import { inAdmin } from './admin.ts';
import { median } from './median.ts';

const MINUTE = 60_000;
const MANY = 10_000;
const FEW = 100;
const PAGE = 50;
/** The number of trials, of which the median counts. */
const TRIALS = 5;
const FRAMES = 5;

/** The work of the browser's main thread, in ms. */
export interface Work {
  /** The work from a click on Load more until the rows are painted, without the wait for the answer. */
  append: number;
  /** The work from a click on Resolve in the last row until it is painted. */
  resolve: number;
  /** The work of one frame of scrolling. */
  scroll: number;
}

export interface Rows {
  few: Work;
  many: Work;
  /** The work after 10,000 rows, divided by the work after 100. */
  ratio: Work;
  /** DOM nodes for each row, texts and comments included. */
  nodes: number;
}

/** The orders of a busy day, with a problem in each page. */
const events = (count: number) =>
  Array.from({ length: count }, (_, at) => ({
    event_type: at % PAGE ? 'order.created' : 'order.submission_failed',
    order_id: `SS-${at}`,
    payload: { amount: 4300, currency: 'GBP', provider: 'Stripe', reason: 'out of stock' },
    occurred_at: new Date(Date.now() - (at * MINUTE) / 10).toISOString(),
  }));

/** Loads a feed page by page, and measures a person's clicks and scrolling after 100 rows and after 10,000. */
export const rows = (progress: (part: number) => void = () => {}): Promise<Rows> =>
  inAdmin('<activity-feed></activity-feed>', async ({ page, shop, log }) => {
    await log(events(MANY + PAGE * (TRIALS + 1)));
    await page.goto(shop.origin);
    await page.waitForFunction(`${ROOT}?.querySelector('.more button')`);
    const meter = await page.context().newCDPSession(page);
    await meter.send('Performance.enable');
    for (let count = PAGE; count < FEW; count += PAGE) await more(page);
    const few = await weigh(page, meter);
    const from = await countOf(page);
    for (let count = from; count < MANY; count += PAGE) {
      await more(page);
      progress(count / MANY);
    }
    const many = await weigh(page, meter);
    const ratio = Object.fromEntries(Object.entries(many).map(([name, ms]) => [name, ms / few[name as keyof Work]]));
    return { few, many, ratio: ratio as unknown as Work, nodes: await nodesOf(page) };
  });

const FEED = `document.querySelector('activity-feed')`;
const ROOT = `${FEED}.shadowRoot`;

const countOf = (page: Page): Promise<number> => page.evaluate(`${ROOT}.querySelectorAll('.entry').length`);
const painted = (page: Page) => page.evaluate('new Promise((done) => requestAnimationFrame(() => setTimeout(done)))');

/** Clicks the element `found`, and waits until the feed fires the event `done` and has painted. */
const click = async (page: Page, found: string, done: string): Promise<void> => {
  await page.evaluate(`window.fired = new Promise((fire) => ${FEED}.addEventListener('${done}', fire, { once: true }));
    ${found}.click();`);
  await page.evaluate('fired.then(() => {})');
  await painted(page);
};

const more = (page: Page) => click(page, `${ROOT}.querySelector('.more button')`, 'flagpost-load');

/** Measures the median of some trials, without the work of `prepare`. */
const middle = async (meter: CDPSession, act: () => Promise<void>, prepare = async () => {}): Promise<number> => {
  const busy = async () => {
    const { metrics } = await meter.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'TaskDuration')!.value * 1000;
  };
  const times: number[] = [];
  for (let trial = 0; trial < TRIALS; trial++) {
    await prepare();
    const before = await busy();
    await act();
    times.push((await busy()) - before);
  }
  return median(times);
};

const weigh = async (page: Page, meter: CDPSession): Promise<Work> => {
  const append = await middle(meter, () => more(page));
  const last = () => page.evaluate<void>(`{ window.last = [...${ROOT}.querySelectorAll('.resolve')].at(-1); }`);
  const resolve = await middle(meter, () => click(page, 'last', 'flagpost-resolve'), last);
  await page.evaluate('scrollTo(0, 0)');
  await painted(page);
  const scroll = await middle(meter, async () => {
    for (let frame = 0; frame < FRAMES; frame++) {
      await page.evaluate('scrollBy(0, 200)');
      await painted(page);
    }
  });
  return { append, resolve, scroll: scroll / FRAMES };
};

const nodesOf = (page: Page): Promise<number> =>
  page.evaluate(`{
    let nodes = 0;
    const walker = document.createTreeWalker(${ROOT});
    while (walker.nextNode()) nodes++;
    nodes / ${ROOT}.querySelectorAll('.entry').length;
  }`);

if (import.meta.main) {
  const { few, many, ratio, nodes } = await rows();
  const line = (name: keyof Work) =>
    `${many[name].toFixed(1)} ms ÷ ${few[name].toFixed(1)} ms = ${ratio[name].toFixed(2)}`;
  console.log(`The browser's work at row ${MANY} ÷ at row ${FEW}, and ${nodes.toFixed(0)} DOM nodes a row with lit-html's marks
  append a page of ${PAGE}   ${line('append')}
  Resolve, to painted   ${line('resolve')}
  a frame of scrolling  ${line('scroll')}`);
}
