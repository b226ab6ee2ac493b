// The events of one seeded order.
import type { NewEvent } from '../worker/contract/event.ts';
import type { Entry } from '../worker/domain/entry.ts';
import { entryFromApi } from '../worker/http/event-entry.ts';
import type { SourceEvent } from '../worker/sources/source.ts';
import { entryFromSource } from '../worker/sources/source-entry.ts';
import type { Chance } from './random.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** An event, and the time of its delivery, in ms. */
export interface Arrival {
  at: number;
  entry: Entry;
}

const ALNUM = '0123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const REASONS = ['insufficient stock for M Black', 'address could not be verified', 'API rate limit exceeded'];
const NAMES = ['Ana', 'Ben', 'Chloe', 'Dev'];

/** An event that a provider delivers a moment after it happened. */
export const provider = (source: string, event: SourceEvent & { occurred_at: number }): Arrival => {
  const at = event.occurred_at + 2000;
  return { at, entry: entryFromSource(source, event, at, 'en-GB') };
};

/** An event that the shop's own back end logs. */
export const shop = (at: number, key: string, event: NewEvent): Arrival => {
  const made = entryFromApi({ ...event, idempotency_key: key, occurred_at: new Date(at).toISOString() }, at, 'en-GB');
  if ('errors' in made) throw new Error(JSON.stringify(made.errors));
  return { at, entry: made.entry };
};

/** An order, by the ids that its providers use. */
interface Known {
  order_id: string;
  email: string;
  intent: string;
  printify: string;
  tracking: string;
  amount: number;
}

const mail = (chance: Chance, { order_id, email }: Known, at: number, kind: 'confirmation' | 'shipping'): Arrival => {
  const id = `${chance.digits(8)}-${chance.digits(4)}-4${chance.digits(3)}-a${chance.digits(3)}-${chance.digits(12)}`;
  const fact = `sent:${id}`;
  return provider('resend', {
    event_type: `order.email.${kind}_sent`,
    ...{ key: fact, order_id, payload: { email, kind }, fact, occurred_at: at },
  });
};

const paid = (chance: Chance, { order_id, intent, amount }: Known, at: number): Arrival => {
  const session = `cs_live_${chance.digits(58, ALNUM)}`;
  return provider('stripe', {
    event_type: 'order.created',
    key: `evt_${chance.digits(24, ALNUM)}:created:${session}`,
    payload: { provider: 'stripe', amount, currency: 'gbp' },
    refs: [`stripe:${intent}`, `stripe:${session}`],
    ...{ order_id, fact: `created:${session}`, occurred_at: at },
  });
};

/** One or more failed submissions, some minutes apart. */
const failures = (chance: Chance, { order_id }: Known, at: number): Arrival[] => {
  const reason = chance.pick(REASONS);
  return Array.from({ length: chance.pick([1, 1, 1, 2, 3, 4]) }, (_, i) =>
    shop(at + i * 10 * MINUTE, `fail-${order_id}-${i}`, {
      event_type: 'order.submission_failed',
      ...{ order_id, payload: { provider: 'Printify', reason } },
    }),
  );
};

const submitted = ({ order_id, printify }: Known, at: number): Arrival =>
  shop(at, `submit-${order_id}`, {
    event_type: 'order.submitted',
    payload: { provider: 'Printify', reference: printify },
    ...{ order_id, refs: [`printify:${printify}`], fact: `submitted:${printify}` },
  });

const printing = (chance: Chance, { printify }: Known, at: number): Arrival => {
  const fact = `production:${printify}`;
  return provider('printify', {
    event_type: 'order.production',
    key: `${chance.digits(8)}-${chance.digits(24)}:order.production`,
    payload: { provider: 'printify' },
    ...{ refs: [`printify:${printify}`], fact, status: { of: `printify:${printify}`, is: fact }, occurred_at: at },
  });
};

const parcel = (chance: Chance, known: Known, at: number, what: 'shipped' | 'delivered'): Arrival => {
  const { printify, tracking } = known;
  const fact = `${what}:${tracking}`;
  const payload = { provider: 'printify', carrier: 'royal_mail', tracking, tracking_url: trackingUrl(tracking) };
  return provider('printify', {
    event_type: `order.${what}`,
    key: `${chance.digits(8)}-${chance.digits(24)}:order.${what}`,
    ...{ refs: [`printify:${printify}`, `tracking:${tracking}`], fact, occurred_at: at },
    ...{ payload, status: { of: `printify:${printify}`, is: fact } },
  });
};

const trackingUrl = (tracking: string) => `https://www.royalmail.com/track-your-item#/tracking-results/${tracking}`;

/**
 * The updates of an order that change nothing. Printify sends one with every change, and each is stored, so that a late one
 * finds its place.
 */
export const UPDATES = 20;

/** The same event `count` times, spread between two times. */
const repeated = (count: number, from: number, to: number, eventAt: (at: number) => Arrival): Arrival[] =>
  Array.from({ length: count }, (_, i) => eventAt(from + Math.round(((i + 1) * (to - from)) / (count + 1))));

const carried = (chance: Chance, { tracking }: Known, at: number): Arrival =>
  provider('easypost', {
    event_type: 'order.delivered',
    key: `evt_${chance.digits(32)}:delivered:${tracking}`,
    payload: { carrier: 'RoyalMail', tracking, tracking_url: `https://track.easypost.com/${chance.digits(40, ALNUM)}` },
    ...{
      refs: [`tracking:${tracking}`],
      problem: `delivered:${tracking}`,
      fact: `delivered:${tracking}`,
      occurred_at: at,
    },
  });

const refunded = (chance: Chance, { intent, amount }: Known, at: number): Arrival => {
  const id = `re_${chance.digits(24, ALNUM)}`;
  return provider('stripe', {
    event_type: 'order.refunded',
    key: `evt_${chance.digits(24, ALNUM)}:refunded:${id}`,
    payload: { amount: chance.percent(60) ? amount : Math.ceil(amount / 2), currency: 'gbp', provider: 'stripe' },
    ...{ refs: [`stripe:${intent}`], fact: `refunded:${id}`, occurred_at: at },
  });
};

/**
 * All events of one order placed at `at`: the steps that all orders take, and the problems of some. For some parcels an
 * event comes before the order is known; it waits for its order.
 */
export const orderStory = (chance: Chance, number: number, at: number): Arrival[] => {
  const known: Known = {
    order_id: `SS-${String(number).padStart(7, '0')}`,
    email: `${chance.pick(['anna', 'bo.chan', 'c.delgado', 'dina'])}${chance.between(1, 9999)}@example.com`,
    intent: `pi_${chance.digits(24, ALNUM)}`,
    printify: chance.digits(24),
    tracking: `${chance.digits(2, 'ABCDEFGH')}${chance.digits(9, '0123456789')}GB`,
    amount: chance.between(1500, 9000),
  };
  const story = [paid(chance, known, at), mail(chance, known, at + 20_000, 'confirmation')];
  if (chance.percent(1)) {
    const cancelled = { event_type: 'order.cancelled', order_id: known.order_id };
    return [...story, shop(at + HOUR, `cancel-${number}`, cancelled), refunded(chance, known, at + HOUR)];
  }
  if (chance.percent(4)) story.push(...failures(chance, known, at + 2 * MINUTE));
  const [sent, printed] = [at + chance.between(40, 100) * MINUTE, at + chance.between(4, 40) * HOUR];
  const [left, came] = [printed + chance.between(20, 90) * HOUR, printed + chance.between(100, 240) * HOUR];
  const submission = submitted(known, sent);
  story.push(chance.percent(2) ? { ...submission, at: printed + HOUR } : submission);
  story.push(printing(chance, known, printed), parcel(chance, known, left, 'shipped'));
  story.push(...repeated(UPDATES / 2, printed, left, (when) => printing(chance, known, when)));
  story.push(mail(chance, known, left + 30_000, 'shipping'));
  story.push(...repeated(UPDATES / 2, left, came, (when) => parcel(chance, known, when, 'shipped')));
  const isLost = chance.percent(0.5);
  if (isLost) return story;
  story.push(parcel(chance, known, came, 'delivered'));
  if (chance.percent(40)) story.push(carried(chance, known, came + chance.between(1, 90) * MINUTE));
  if (chance.percent(3)) story.push(refunded(chance, known, came + 2 * DAY));
  if (chance.percent(3)) {
    const note = { event_type: 'order.note', message: 'Asked for a smaller size, told how to exchange it.' };
    story.push(shop(at + DAY, `note-${number}`, { ...note, order_id: known.order_id, actor: chance.pick(NAMES) }));
  }
  return story;
};
