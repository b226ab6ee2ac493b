// Computes the figures of docs/costs.md from counts and prices.
import { COUNTS } from './counts.ts';
import { FREE_DAY, FREE_QUERIES, type Metered, ONE_DATABASE, PAID, PAID_QUERIES } from './prices.ts';

/** A shop: its orders a day, and the number of people who look at its log. */
export interface Shop {
  orders: number;
  people: number;
}

export const SHOPS: Shop[] = [
  { orders: 100, people: 2 },
  { orders: 1000, people: 6 },
  { orders: 25_000, people: 40 },
];

const MONTH = 30;
const RETENTION = 90;
/** The events of an order that repeat a state, and the days until they are removed. */
const UPDATES = 20;
const HIDDEN_DAYS = 7;
/** The most that a person's day costs: a tab for eight hours, by the bound of the bench, and a hundred pages. */
const PERSON = { requests: 500 + 100, read: 5000 + 100 * 60 };
/** Runs of the crons a day, and the rows that a run without work reads and writes. */
const CRON = { runs: 97, read: 30, written: 1 };
/** The same for the cron of alerts. */
const RING = { runs: 24 * 60, read: 10 };
/** Rows that the overdue sweep reads for an order: one order in ten is late, and is loaded once. */
const SWEEP = 0.3;
/** Rows that the nightly prune reads and writes for a removed event, by the bounds of the bench. */
const PRUNE = { read: 35, written: 2 };
/** The CPU time of a request: an assumption, half of the free plan's limit, since it cannot be measured here. */
const CPU_MS = 5;

/** The costs of a shop in a day. The gigabytes are those of the whole log. */
export const dayOf = ({ orders, people }: Shop): Record<Metered, number> => {
  const { order, syncs, bytes } = COUNTS;
  const events = orders * order.events + syncs.events;
  const hidden = orders * UPDATES;
  const requests = events + people * PERSON.requests + CRON.runs + RING.runs;
  return {
    requests,
    cpu_ms: requests * CPU_MS,
    rows_read:
      orders * order.read +
      syncs.read +
      events * (SWEEP + PRUNE.read) +
      people * PERSON.read +
      CRON.runs * CRON.read +
      RING.runs * RING.read,
    rows_written: orders * order.written + syncs.written + events * PRUNE.written + CRON.runs * CRON.written,
    gigabytes: (((events - hidden) * RETENTION + hidden * HIDDEN_DAYS) * bytes) / 1e9,
  };
};

const monthOf = (shop: Shop): Record<Metered, number> => {
  const day = dayOf(shop);
  const month = Object.entries(day).map(([what, much]) => [what, what === 'gigabytes' ? much : much * MONTH]);
  return Object.fromEntries(month);
};

/** The cost of a month on the paid plan, in dollars. */
export const bill = (shop: Shop): number =>
  (Object.entries(monthOf(shop)) as [Metered, number][]).reduce(
    (sum, [what, much]) => sum + Math.max(0, much - PAID[what].included) * PAID[what].each,
    PAID.base as number,
  );

/**
 * The queries of the nightly prune: for each 5,000 events eight statements that read and remove old events, and five that
 * remove hidden repeats.
 */
const pruneQueries = ({ orders }: Shop): number => {
  const pieces = Math.ceil((orders * COUNTS.order.events + COUNTS.syncs.events) / 5000);
  return pieces * (8 + 5) + 2;
};

const isFree = (shop: Shop): boolean => {
  const day = dayOf(shop);
  if (pruneQueries(shop) > FREE_QUERIES) return false;
  return Object.entries(FREE_DAY).every(([what, most]) => day[what as Metered] <= most);
};

/** The most orders a day, in steps, for which `fits` returns true. */
const mostOrders = (step: number, fits: (orders: number) => boolean): number => {
  let orders = 0;
  while (fits(orders + step)) orders += step;
  return orders;
};

export const mostForFree = (): number => mostOrders(10, (orders) => isFree({ orders, people: 2 }));
export const mostInOne = (): number =>
  mostOrders(100, (orders) => {
    const shop = { orders, people: 40 };
    return dayOf(shop).gigabytes <= ONE_DATABASE && pruneQueries(shop) <= PAID_QUERIES;
  });

const number = (value: number): string => Math.round(value).toLocaleString('en-GB');
const gigabytes = (value: number): string => (value < 1 ? `${number(value * 1000)} MB` : `${value.toFixed(1)} GB`);

/** The tables of `docs/costs.md`. */
export const tables = (): string => {
  const { order, syncs, bytes } = COUNTS;
  const months = SHOPS.map((shop) => {
    const month = monthOf(shop);
    const cells = [number(shop.orders), number(shop.people), number(month.requests), number(month.rows_read)];
    const price = `$${bill(shop).toFixed(2)}${isFree(shop) ? ', or nothing on the free plan' : ''}`;
    return `| ${[...cells, number(month.rows_written), gigabytes(month.gigabytes), price].join(' | ')} |`;
  });
  const day = dayOf(SHOPS[0]!);
  const free = Object.entries(FREE_DAY).map(([what, most]) => {
    const show = what === 'gigabytes' ? gigabytes : number;
    return `| ${what === 'gigabytes' ? 'database' : what.replace('_', ' ')} | ${show(day[what as Metered])} | ${show(most)} |`;
  });
  return [
    `One order comes to ${order.events} events, ${order.written} rows written, ${order.read} rows read and ${order.refs} refs; the syncs of a day to ${syncs.events} events, ${syncs.written} rows written and ${syncs.read} read; an event to ${bytes} bytes.`,
    '',
    '| orders a day | people | requests a month | rows read | rows written | stored at 90 days | a month |',
    '|---|---|---|---|---|---|---|',
    ...months,
    '',
    '| of a shop of 100 orders a day | a day | the free plan |',
    '|---|---|---|',
    ...free,
    `| queries of the nightly prune | ${pruneQueries(SHOPS[0]!)} | ${FREE_QUERIES} |`,
    '',
    `The free plan carries ${number(mostForFree())} orders a day; one D1 holds ${number(mostInOne())} orders a day at 90 days.`,
  ].join('\n');
};
