// The seeded shop: its events in order of arrival.
import { type Arrival, DAY, HOUR, MINUTE, orderStory, provider, shop } from './order.ts';
import { Chance } from './random.ts';

/** The end of the seeded time, and the days of the log before it, as many as `RETENTION_DAYS`. */
export const NOW = Date.UTC(2026, 6, 1, 12);
export const DAYS = 90;
/** Events of an average order, with its updates and the cart before it, and of a day without orders. */
export const EVENTS_PER_ORDER = 26.4;
const EVENTS_PER_DAY = 8.6;
/** Open problems at the end, at each size of the log: a larger shop does not leave more of them open. */
export const OPEN = 120;
/** The number of them that failed three times, and of those that came back after a person had resolved them. */
const REPEATED = 12;
const CAME_BACK = 4;
/** The last digits of the ones that are warnings. */
const WARNED = [3, 6, 9];

/** A sync every six hours; one in twenty fails three times before it goes through. */
const syncs = (chance: Chance, day: number): Arrival[] =>
  [0, 6, 12, 18].flatMap((hour) => {
    const at = day + hour * HOUR;
    const syncEvent = (type: string, after: number, payload: object = {}) =>
      shop(at + after * MINUTE, `${type}-${at}-${after}`, {
        event_type: type,
        payload: { provider: 'Printify', ...payload },
      });
    const failed = chance.percent(5) ? [1, 2, 3] : [];
    return [
      syncEvent('sync.started', 0),
      ...failed.map((after) => syncEvent('sync.failed', after, { reason: 'API rate limit exceeded' })),
      syncEvent('sync.completed', 5, { products: 47, updated: chance.between(0, 9) }),
    ];
  });

/** An abandoned cart. One in five is recovered. */
const cart = (chance: Chance, at: number): Arrival[] => {
  const email = `cart${chance.between(1, 99_999)}@example.com`;
  const id = chance.digits(24);
  const cartEvent = (event_type: string, after: number, payload: Record<string, string | number>) =>
    provider('stripe', { event_type, key: `evt_${id}:${event_type}`, payload, occurred_at: at + after });
  const left = cartEvent('abandoned_cart.created', 0, { email, amount: chance.between(1500, 9000), currency: 'gbp' });
  return chance.percent(20) ? [left, cartEvent('abandoned_cart.recovered', DAY, {})] : [left];
};

/** All events of the orders that are placed on one day, and of the day's syncs. */
const dayOf = (chance: Chance, day: number, first: number, orders: number): Arrival[] => {
  const placed = Array.from({ length: orders }, (_, i) => {
    const at = day + Math.floor(((i + 0.5) / orders) * DAY);
    const story = orderStory(chance, first + i, at);
    if (chance.percent(1)) story.push(bounced(chance, story[1]!, at + HOUR));
    return chance.percent(8) ? [...story, ...cart(chance, at)] : story;
  });
  return [...placed.flat(), ...syncs(chance, day)];
};

/** A bounced mail, which a person resolves. */
const bounced = (chance: Chance, { entry: { order_id, payload } }: Arrival, at: number): Arrival =>
  provider('resend', {
    event_type: 'email.bounced',
    key: `bounce-${chance.digits(24)}`,
    payload: { ...payload, reason: 'mailbox is full' },
    ...{ order_id, occurred_at: at },
  });

/** The events of the open problems: two hours before the end the printer stopped, and mails bounced. */
export const trouble = (): Arrival[] =>
  Array.from({ length: OPEN }, (_, i) => i).flatMap((i) => {
    const order_id = `OPEN-${String(i).padStart(4, '0')}`;
    const problem = WARNED.includes(i % 10)
      ? {
          event_type: 'email.bounced',
          payload: { email: `open${i}@example.com`, kind: 'confirmation', reason: 'mailbox is full' },
        }
      : { event_type: 'order.submission_failed', payload: { provider: 'Printify', reason: 'the printer is down' } };
    const fail = (attempt: number) =>
      shop(NOW - 2 * HOUR + i * 1000 + attempt * 10 * MINUTE, `${order_id}-${attempt}`, { ...problem, order_id });
    return Array.from({ length: i % (OPEN / REPEATED) === 0 ? 3 : 1 }, (_, attempt) => fail(attempt));
  });

/** Whether a person resolves the first failure of the order, after which it comes back. */
export const comesBack = (order_id: string): boolean => Number(order_id.slice(5)) % (OPEN / CAME_BACK) === 0;

/** A shop's events, about `events` of them, a day at a time, each in order of arrival. */
export function* days(events: number): Generator<{ day: number; arrivals: Arrival[] }> {
  const chance = new Chance(42);
  const orders = ((events - trouble().length) / DAYS - EVENTS_PER_DAY) / EVENTS_PER_ORDER;
  let waiting: Arrival[] = [];
  for (let i = 0; i < DAYS; i++) {
    const day = NOW - (DAYS - i) * DAY;
    const [from, to] = [Math.floor(i * orders), Math.floor((i + 1) * orders)];
    waiting.push(...dayOf(chance, day, from, to - from));
    const isHeard = ({ at }: Arrival) => at < day + DAY;
    yield { day, arrivals: waiting.filter(isHeard).sort((a, b) => a.at - b.at) };
    waiting = waiting.filter((arrival) => !isHeard(arrival));
  }
}
