import assert from 'node:assert/strict';
import { orderOf } from '../domain/story/assign.ts';
import { type Click, NOT_PERSONS, type State, type StoryEvent } from '../domain/story/event.ts';
import { storiesOf } from '../domain/story/stories.ts';
import { openNow } from '../store/attention.ts';
import { type FeedSlice, readFeed } from '../store/feed.ts';
import { cutOf, goneOf, type Loaded } from '../store/load.ts';
import { newRow } from '../store/new-row.ts';
import { snoozedUntil } from '../store/open.ts';
import { activityLog, type Row, ref, stream } from '../store/schema.ts';
import { START } from './minutes.ts';
import { type RandomShop, settings } from './random-shop.ts';

/** Counts of a checked log. */
export interface Seen {
  events: number;
  tries: number;
  appends: number;
  joined: number;
  hidden: number;
  open: number;
  clicks: number;
  cut: number;
  standings: string[];
}

const stateOf = ({
  hidden,
  is_whole,
  retracted,
  is_part,
  items_of,
  resolved_at,
  resolved_by,
  repeats,
  came_back,
}: Row): State => {
  return { hidden, is_whole, retracted, is_part, items_of, resolved_at, resolved_by, repeats, came_back };
};

const clickOf = ({ resolved_at, resolved_by }: Row): Click | null =>
  resolved_by === null || NOT_PERSONS.includes(resolved_by) ? null : { by: resolved_by, at: resolved_at! };

/** Everything that is stored, as the rules see it. */
const stored = async (shop: RandomShop): Promise<{ rows: Row[]; loaded: Loaded }> => {
  const [rows, streams, refs] = await Promise.all([
    shop.db.select().from(activityLog),
    shop.db.select().from(stream),
    shop.db.select().from(ref),
  ]);
  const events = rows.map((row) => ({ ...row, stream: row.stream!, click: clickOf(row), was: stateOf(row) }));
  const loaded: Loaded = {
    streams: new Map(
      streams.map(({ status, standing, ...row }) => [
        row.key,
        { ...row, is_cut: row.is_cut === 1, standing: status && standing ? { status, ...standing } : null },
      ]),
    ),
    refs,
    events,
    known: new Set(),
    isWhole: true,
  };
  return { rows, loaded };
};

const comparable = (streams: Map<string, string | null>, states: Map<string, State>) =>
  [...states]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, state]) => ({ id, stream: streams.get(id) ?? null, ...state }));

/** The tables say what the fold says of all events at once. */
export const checkLog = async (shop: RandomShop): Promise<Seen> => {
  const { rows, loaded } = await stored(shop);
  const is = comparable(
    new Map(rows.map((row) => [row.id, row.stream])),
    new Map(rows.map((row) => [row.id, stateOf(row)])),
  );
  const cut = (key: string) => cutOf(loaded.streams.get(key));
  // An event of an order that is gone from the shop stands alone, and as it stood.
  const folded = loaded.events.filter((event) => shop.isWhole || (event.stream as string | null) !== null);
  const whole = storiesOf(folded, settings, goneOf({ ...loaded, events: folded }), cut);
  const standings = new Set<string>();
  for (const [key, { standing, awaited }] of whole.stories) {
    if (orderOf(key) === null || loaded.streams.get(key)!.is_cut) continue;
    assert.deepEqual(loaded.streams.get(key)!.standing, standing, key);
    const due = awaited.map(({ due_at }) => due_at);
    assert.equal(loaded.streams.get(key)!.due_at, due.length > 0 ? Math.min(...due) : null);
    standings.add(standing?.status ?? 'none');
  }
  const alone = is.filter(({ id }) => !folded.some((event) => event.id === id));
  assert.deepEqual(
    is,
    [...comparable(whole.streams, whole.states), ...alone].sort((a, b) => (a.id < b.id ? -1 : 1)),
  );
  if (shop.isWhole) {
    const sent = await Promise.all([...shop.sent.values()].map((entry) => newRow(entry, START)));
    const clicked = (event: StoryEvent) => ({ ...event, click: shop.clicks.get(event.id) ?? null });
    const warnings = loaded.events.filter(({ effects }) => effects.step !== undefined);
    const events = [...new Map(sent.map(({ event }) => [event.id, clicked(event)])).values()];
    const model = storiesOf([...events, ...warnings.map((event) => ({ ...event, was: null }))], settings);
    assert.deepEqual(is, comparable(model.streams, model.states), 'what was sent');
  }
  await listsAlike(shop, rows);
  return {
    events: rows.length,
    tries: shop.tries,
    appends: shop.appends,
    joined: rows.filter((row) => row.order_id !== null && row.effects.order === undefined).length,
    hidden: rows.filter(({ hidden }) => hidden !== null).length,
    open: rows.filter((row) => row.level !== 'info' && row.resolved_at === null && row.hidden === null).length,
    clicks: shop.clicks.size,
    cut: [...loaded.streams.values()].filter(({ is_cut }) => is_cut).length,
    standings: [...standings],
  };
};

/** The lists and the count show what is open. */
const listsAlike = async ({ db, now }: RandomShop, rows: Row[]): Promise<void> => {
  const open = rows.filter((row) => row.level !== 'info' && row.resolved_at === null && row.hidden === null);
  const [snoozed, awake] = [true, false].map((is) => open.filter((row) => (snoozedUntil(row, now) !== null) === is));
  assert.equal((await openNow(db, null, now)).length, awake!.length);
  const shown = rows.filter(({ hidden }) => hidden === null);
  for (const [tab, all] of [
    ['all', shown],
    ['attention', awake!],
    ['snoozed', snoozed!],
  ] as const) {
    const listed: string[] = [];
    for (let before: string | null = null, first = true; first || before !== null; first = false) {
      const page: FeedSlice = await readFeed(db, { tab }, null, before, 5, { now });
      listed.push(...page.rows.map(({ id }) => id));
      before = page.next;
    }
    assert.deepEqual(
      listed,
      all
        .map(({ id }) => id)
        .sort()
        .reverse(),
      tab,
    );
  }
};
