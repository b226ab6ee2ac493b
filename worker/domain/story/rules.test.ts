// The rules that the invariants do not see, each as a statement about any history: what must hold between an event's state and
// the events beside it. A rule that walks through the events in order of time is stated here over the whole set.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { newRow } from '../../store/new-row.ts';
import { events } from '../../testing/histories.ts';
import { SETTINGS, START } from '../../testing/minutes.ts';
import { expectations } from '../deadlines.ts';
import type { Entry } from '../entry.ts';
import { orderOf } from './assign.ts';
import { byId, isMeant, type State, type StoryEvent } from './event.ts';
import { storiesOf } from './stories.ts';

const { HISTORIES = '300', SEED = '42' } = process.env;
const settings = expectations(SETTINGS, true).expected;

/** An event of an order's story, and what the fold says about it. */
interface Told {
  event: StoryEvent;
  state: State;
}

/** The stories of all orders of a history, each in order of time, without states that only repeat or were corrected. */
const orders = async (came: Entry[]): Promise<Told[][]> => {
  const rows = await Promise.all(came.map((each) => newRow(each, START)));
  const all = [...new Map(rows.map(({ event }) => [event.id, event])).values()].sort(byId);
  const { states, streams } = storiesOf(all, settings);
  const told = all.map((event) => ({ event, state: states.get(event.id)! }));
  const byOrder = Map.groupBy(told, ({ event }) => orderOf(streams.get(event.id) ?? null));
  byOrder.delete(null);
  const isIdle = ({ event, state }: Told) =>
    state.hidden === 'repeat' ||
    (state.hidden === 'moot' && (event.effects.status?.corrects === true || event.event_type === 'order.delivered'));
  return [...byOrder.values()].map((story) => story.filter((each) => !isIdle(each)));
};

const HISTORY = fc.sample(events(6, 24), { numRuns: Number(HISTORIES), seed: Number(SEED) });

/** The stories of all histories, once for all rules. */
const STORIES = await Promise.all(HISTORY.map(orders));

const holds = (name: string, check: (story: Told[]) => void) =>
  test(`${name}: ${HISTORIES} histories`, () => {
    for (const [i, stories] of STORIES.entries()) {
      try {
        stories.forEach(check);
      } catch (cause) {
        throw new Error(`in the history ${JSON.stringify(HISTORY[i])}`, { cause });
      }
    }
  });

const ofType =
  (...types: string[]) =>
  ({ event }: Told): boolean =>
    types.includes(event.event_type);

const isBefore =
  (one: Told) =>
  ({ event }: Told): boolean =>
    event.id < one.event.id;

const standing = (story: Told[]): Told[] => story.filter(({ state }) => !state.retracted);

holds('an order is reinstated only where a cancellation stands before it', (story) => {
  for (const reinstated of story.filter(ofType('order.reinstated'))) {
    const before = story.filter(isBefore(reinstated));
    const cancelled = before.filter(({ event }) => isMeant(event.effects.fact ?? '', 'cancelled*'));
    const ended = before.filter(ofType('order.reinstated')).at(-1)?.event.id ?? '';
    assert.equal(
      reinstated.state.hidden === 'moot',
      cancelled.every(({ event }) => event.id < ended),
    );
  }
});

holds('a payment is shown where the order waited for money, or a try failed before it', (story) => {
  const placed = standing(story).filter(ofType('order.created'));
  const isPaid = placed.length > 0 && placed.every(({ event }) => event.effects.paid === undefined);
  for (const paid of standing(story).filter(ofType('order.paid'))) {
    const failed = standing(story).filter(isBefore(paid)).some(ofType('order.payment_failed'));
    assert.equal(paid.state.hidden === 'moot', isPaid && !failed);
  }
});

holds('refunds give back the whole price when they come to it in its own currency', (story) => {
  const told = standing(story);
  const prices = told.filter(ofType('order.created', 'order.paid')).map(({ event }) => event.effects);
  for (const refund of told.filter(ofType('order.refunded'))) {
    const { amount, currency, pending } = refund.event.effects;
    const done = told
      .filter(ofType('order.refunded'))
      .filter((other) => other === refund || isBefore(refund)(other))
      .filter(({ event }) => !event.effects.pending && event.effects.currency === currency);
    const each = new Map(done.map(({ event }) => [event.effects.fact ?? event.id, event.effects.amount ?? 0]));
    const back = [...each.values()].reduce((sum, one) => sum + one, 0);
    const price = Math.max(...prices.filter((one) => one.currency === currency).map((one) => one.amount ?? -1));
    const isWhole = !pending && (amount === undefined || (price >= 0 && back >= price));
    assert.equal(refund.state.is_whole, isWhole);
  }
});

const ENDS_HOLD = [
  'order.reinstated',
  'order.released',
  'order.fulfilled',
  'order.part_shipped',
  'order.submitted',
  'order.production',
  'order.shipped',
];

holds('a state that says no more than that an order goes on is shown where it was on hold', (story) => {
  const told = standing(story);
  for (const released of told.filter(ofType('order.released')).filter(({ event }) => event.effects.status)) {
    const before = told.filter(isBefore(released)).findLast(ofType('order.on_hold', ...ENDS_HOLD, 'order.delivered'));
    assert.equal(released.state.hidden === 'moot', before?.event.event_type !== 'order.on_hold');
  }
});

holds('a shipping that names no parcel is shown where none has a name', (story) => {
  const shippings = standing(story).filter(ofType('order.shipped'));
  const isNamed = shippings.some(({ event }) => event.effects.parcel !== undefined);
  for (const { event, state } of shippings) {
    if (event.effects.parcel === undefined && state.hidden !== 'duplicate')
      assert.equal(state.hidden === 'moot', isNamed);
  }
});

holds('a sentence names its parcel where several parcels have left', (story) => {
  const told = standing(story);
  const left = new Set(told.filter(ofType('order.shipped')).flatMap(({ event }) => event.effects.parcel ?? []));
  for (const { event, state } of told) {
    assert.equal(state.is_part, left.size > 1 && left.has(event.effects.parcel ?? ''));
  }
});

/** The events that make a failure good. */
const MAKES_GOOD: Record<string, string[]> = {
  'order.payment_failed': [
    'order.created',
    'order.paid',
    'order.shipped',
    'order.fulfilled',
    'order.delivered',
    'order.cancelled',
  ],
  'order.refund_failed': ['order.refunded'],
};

holds('an order that waits for money, or a refund that has only started, makes nothing good', (story) => {
  for (const failure of standing(story).filter(ofType(...Object.keys(MAKES_GOOD)))) {
    if (failure.state.resolved_by !== 'recovered') continue;
    const good = standing(story)
      .filter(ofType(...MAKES_GOOD[failure.event.event_type]!))
      .filter(({ event }) => event.occurred_at >= failure.event.occurred_at)
      .filter(({ event }) => event.effects.paid === undefined && !event.effects.pending);
    assert.notEqual(good.length, 0);
  }
});
