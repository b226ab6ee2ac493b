// `npm run bench:paint`: how soon the first rows are there, and what the main thread does until all is quiet. Compares, in
// one run and in turn, the elements with their state before LitElement and with a plain list by LitElement. Fails above a
// limit. `ROUNDS=15` measures longer.
import { type Browser, type CDPSession, chromium, type Page } from 'playwright-core';
import { BROWSER_ARGS, browserPath } from '../scripts/browser.ts';
import { median } from './median.ts';
import { builds } from './paint-builds.ts';
import { openApi, openPage } from './paint-servers.ts';

const ROUNDS = Number(process.env.ROUNDS ?? 7);

/** Chrome's "Slow 4G". */
const SLOW_4G = { offline: false, latency: 400, downloadThroughput: 1.6e6 / 8, uploadThroughput: 750e3 / 8 };
const UNTHROTTLED = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: -1 };
/** Everything that loads by itself has loaded after this long, in milliseconds. */
const QUIET = 1_500;
/** The time of two polls at the shortest interval, in milliseconds. */
const POLLS = 11_000;

/** The limits of the measures, as a share of the state before LitElement. */
const LIMITS = { cold: 0.8, unthrottled: 1.1, again: 0.75, mainThread: 0.85 };
type Measure = keyof typeof LIMITS;
const TITLES: Record<Measure, string> = {
  cold: 'first rows, Slow 4G, cold',
  unthrottled: 'first rows, unthrottled, cold',
  again: 'first rows, Slow 4G, second visit',
  mainThread: 'main-thread time until quiet',
};

interface Variant {
  name: string;
  page: string;
  samples: Record<Measure, number[]>;
}

const open = async (browser: Browser, network: typeof SLOW_4G) => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', network);
  return { context, page, session };
};

/** Milliseconds from the navigation until both lists have rows. */
const firstRows = async (page: Page, url: string): Promise<number> => {
  await page.goto(url, { waitUntil: 'commit' });
  await page.waitForFunction(`performance.getEntriesByName('rows').length > 0`);
  return page.evaluate<number>(`performance.getEntriesByName('rows')[0].startTime`);
};

const taskTime = async (session: CDPSession): Promise<number> => {
  const { metrics } = await session.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'TaskDuration')!.value * 1000;
};

const measure = async (browser: Browser, { page: url, samples }: Variant): Promise<void> => {
  const slow = await open(browser, SLOW_4G);
  samples.cold.push(await firstRows(slow.page, url));
  await slow.page.waitForTimeout(QUIET * 2);
  samples.again.push(await firstRows(slow.page, url));
  await slow.context.close();

  const quick = await open(browser, UNTHROTTLED);
  // Measures the CPU time of the thread, which does not depend on how busy the machine is.
  await quick.session.send('Performance.enable', { timeDomain: 'threadTicks' });
  samples.unthrottled.push(await firstRows(quick.page, url));
  await quick.page.waitForTimeout(QUIET);
  samples.mainThread.push(await taskTime(quick.session));
  await quick.context.close();
};

/** Writes to the DOM while two polls bring nothing new. */
const writesOfPolls = async (browser: Browser, url: string): Promise<number> => {
  const { context, page } = await open(browser, UNTHROTTLED);
  await firstRows(page, url);
  await page.waitForTimeout(QUIET);
  await page.evaluate('watch()');
  await page.waitForTimeout(POLLS);
  const writes = await page.evaluate<number>('writes');
  await context.close();
  return writes;
};

const variants: Variant[] = [];
for (const [name, dist] of Object.entries(await builds())) {
  const api = await openApi(dist);
  const page = await openPage(api.origin);
  variants.push({ name, page: page.origin, samples: { cold: [], unthrottled: [], again: [], mainThread: [] } });
}

const browser = await chromium.launch({ executablePath: await browserPath(), args: BROWSER_ARGS });
// The first page of a browser is slow, whatever it shows.
for (const { page } of variants)
  await measure(browser, { name: '', page, samples: { cold: [], unthrottled: [], again: [], mainThread: [] } });
for (let round = 0; round < ROUNDS; round++) for (const variant of variants) await measure(browser, variant);
const writes = await writesOfPolls(browser, variants.find(({ name }) => name === 'now')!.page);
await browser.close();

const of = (name: string, key: Measure) => median(variants.find((variant) => variant.name === name)!.samples[key]);
let failed = writes > 0;
for (const key of Object.keys(LIMITS) as Measure[]) {
  const ratio = of('now', key) / of('before', key);
  failed ||= ratio > LIMITS[key];
  const times = variants.map(({ name }) => `${name} ${of(name, key).toFixed(0)} ms`).join(', ');
  console.log(`${ratio.toFixed(2)} of ${LIMITS[key].toFixed(2)}  ${TITLES[key]}: ${times}`);
}
console.log(`${writes} of 0     DOM writes of two unchanged polls`);
process.exit(failed ? 1 : 0);
