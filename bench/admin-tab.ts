// Counts the rows that a tab of an admin reads in a while, for docs/costs.md.
import type { D1Database } from '@cloudflare/workers-types';
import { pass, passUntilSeen, pauseClock } from '../demo/testing/paused-clock.ts';
import type { Exchange } from '../demo/testing/relay.ts';
import { app } from '../worker/app.ts';
import { SECRETS } from '../worker/testing/harness.ts';
import { metered } from '../worker/testing/metered.ts';
import { inAdmin, viewerToken } from './admin.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const PROBLEMS = 10;
const PAGE = '<attention-badge>Activity</attention-badge><activity-feed></activity-feed>';

/** Chromium caches the answer to a preflight for this long, by its own clock and not by the page's. */
const PREFLIGHT = 2 * HOUR;

export interface AdminTab {
  /** All requests, with preflights. */
  requests: number;
  rowsRead: number;
  /** The bytes of requests and answers over HTTP/1.1, headers included, without the elements' script. */
  bytes: number;
  /** The number of requests for each path after the page was rendered. */
  polled: Record<string, number>;
}

/** Runs one tab of a shop's admin by a paused clock, with ten open problems and no news. */
export const adminTab = (hours: number, progress: (part: number) => void = () => {}): Promise<AdminTab> =>
  inAdmin(PAGE, async ({ page, shop, db, exchanges, log }) => {
    await log(
      Array.from({ length: PROBLEMS }, (_, at) => ({
        event_type: 'order.submission_failed',
        order_id: `SS-${at}`,
        payload: { provider: 'Printify', reason: 'out of stock' },
      })),
    );
    await pauseClock(page, shop.now);
    await page.goto(shop.origin);
    const count = page.locator('attention-badge').locator('[part~=count]');
    await passUntilSeen([page], [count, page.locator('activity-feed').locator('[part~=entry]').first()]);
    const drawn = exchanges.length;
    for (let minute = 0; minute < hours * 60; minute++) {
      shop.now += MINUTE;
      await pass([page], MINUTE);
      progress(minute / hours / 60);
    }
    return tally(exchanges, drawn, db, hours);
  });

/** Adds up the costs. It adds the preflights that the page's clock skipped, and measures the rows of each path on the same database. */
const tally = async (exchanges: Exchange[], drawn: number, DB: D1Database, hours: number): Promise<AdminTab> => {
  const requests = exchanges.filter(({ method }) => method !== 'OPTIONS');
  const later = exchanges.slice(drawn).filter(({ method }) => method !== 'OPTIONS');
  const polled = Object.groupBy(later, ({ path }) => path);
  const again = exchanges
    .filter(({ method, path }) => method === 'OPTIONS' && polled[path])
    .flatMap((preflight) => Array<Exchange>(Math.ceil((hours * HOUR) / PREFLIGHT) - 1).fill(preflight));
  const all = [...exchanges, ...again];
  const reads = await readsOf(requests, DB);
  return {
    requests: all.length,
    rowsRead: requests.reduce((sum, { path }) => sum + reads.get(path)!, 0),
    bytes: all.reduce((sum, { bytes }) => sum + bytes, 0),
    polled: Object.fromEntries(Object.entries(polled).map(([path, them]) => [path, them!.length])),
  };
};

const readsOf = async (requests: Exchange[], DB: D1Database): Promise<Map<string, number>> => {
  const { db, meter } = metered(DB);
  const headers = { Authorization: `Bearer ${await viewerToken(Date.now())}` };
  const reads = new Map<string, number>();
  for (const path of new Set(requests.map((exchange) => exchange.path))) {
    meter.read = 0;
    await app.request(path, { headers }, { ...SECRETS, DB: db });
    reads.set(path, meter.read);
  }
  return reads;
};
