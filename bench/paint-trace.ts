// `npx node bench/paint-trace.ts`, after `npm run build`: which work keeps the main thread busy until all is quiet, by Chromium's
// trace of the pages of `npm run bench:paint`. Prints medians in milliseconds of CPU, and the number of elements in the shadow
// roots. `ROUNDS=15` measures longer.
import { type Browser, type CDPSession, chromium } from 'playwright-core';
import { BROWSER_ARGS, browserPath } from '../scripts/browser.ts';
import { median } from './median.ts';
import { builds } from './paint-builds.ts';
import { openApi, openPage } from './paint-servers.ts';

const ROUNDS = Number(process.env.ROUNDS ?? 7);
/** Milliseconds from the navigation until everything that loads by itself has loaded. */
const QUIET = 2_000;
const LINES = 12;
const CATEGORIES = ['toplevel', 'blink', 'cc', 'v8', 'v8.execute', 'loading', 'devtools.timeline'];

/** An event of Chromium's trace: `tts` and `tdur` are microseconds of the thread's CPU time. */
interface TraceEvent {
  ph: string;
  pid: number;
  tid: number;
  name: string;
  ts: number;
  tts?: number;
  tdur?: number;
  args: { name?: string };
}

/** CPU time in milliseconds by the name of the event, without the events inside it. */
type Times = Map<string, number>;

const threadOf = ({ pid, tid }: TraceEvent): string => `${pid}:${tid}`;

const selfTimes = (events: TraceEvent[]): Times => {
  const times: Times = new Map();
  const open: { name: string; end: number }[] = [];
  const add = (name: string, us: number) => times.set(name, (times.get(name) ?? 0) + us / 1000);
  for (const { name, tts = 0, tdur = 0 } of events) {
    while (open.length > 0 && open.at(-1)!.end <= tts) open.pop();
    const around = open.at(-1);
    if (around) add(around.name, -tdur);
    else add('all', tdur);
    add(name, tdur);
    open.push({ name, end: tts + tdur });
  }
  return times;
};

/** The times of the thread that parsed the page. */
const mainThread = (events: TraceEvent[]): Times => {
  const named = events.filter(({ ph, args }) => ph === 'M' && args.name === 'CrRendererMain').map(threadOf);
  const timed = events.filter(({ ph, tts }) => ph === 'X' && tts !== undefined).sort((a, b) => a.ts - b.ts);
  const threads = named.map((thread) => timed.filter((event) => threadOf(event) === thread));
  const thread = threads.find((all) => all.some(({ name }) => name === 'ParseHTML'));
  if (!thread) throw new Error('The trace has no thread that parsed the page');
  return selfTimes(thread);
};

const trace = async (session: CDPSession, act: () => Promise<void>): Promise<TraceEvent[]> => {
  const events: TraceEvent[] = [];
  const collect = ({ value }: { value: object[] }) => events.push(...(value as TraceEvent[]));
  session.on('Tracing.dataCollected', collect);
  await session.send('Tracing.start', { traceConfig: { includedCategories: CATEGORIES } });
  await act();
  const complete = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve));
  await session.send('Tracing.end');
  await complete;
  session.off('Tracing.dataCollected', collect);
  return events;
};

const ELEMENTS = `['activity-feed', 'order-timeline', 'attention-badge']
  .reduce((sum, tag) => sum + document.querySelector(tag).shadowRoot.querySelectorAll('*').length, 0)`;

const measure = async (browser: Browser, url: string): Promise<{ times: Times; elements: number }> => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const events = await trace(await browser.newBrowserCDPSession(), async () => {
    await page.goto(url, { waitUntil: 'commit' });
    await page.waitForTimeout(QUIET);
  });
  const elements = await page.evaluate<number>(ELEMENTS);
  await context.close();
  return { times: mainThread(events), elements };
};

const variants: { name: string; url: string; times: Times[]; elements: number }[] = [];
for (const [name, dist] of Object.entries(await builds())) {
  const { origin } = await openPage((await openApi(dist)).origin);
  variants.push({ name, url: origin, times: [], elements: 0 });
}
const browser = await chromium.launch({ executablePath: await browserPath(), args: BROWSER_ARGS });
for (let round = 0; round <= ROUNDS; round++) {
  for (const variant of variants) {
    const { times, elements } = await measure(browser, variant.url);
    variant.elements = elements;
    // The first page of a browser is slow, whatever it shows.
    if (round > 0) variant.times.push(times);
  }
}
await browser.close();

const typical = (times: Times[], name: string): number => median(times.map((one) => one.get(name) ?? 0));
const now = variants.find(({ name }) => name === 'now')!.times;
const names = [...new Set(now.flatMap((one) => [...one.keys()]))];
const line = (title: string, of: (variant: (typeof variants)[number]) => string): void =>
  console.log(title.padEnd(44), ...variants.map((variant) => of(variant).padStart(8)));
line('', ({ name }) => name);
line('elements', ({ elements }) => String(elements));
for (const name of names.sort((a, b) => typical(now, b) - typical(now, a)).slice(0, LINES))
  line(name, ({ times }) => typical(times, name).toFixed(1));
process.exit(0);
