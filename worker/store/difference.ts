import { orderOf } from '../domain/story/assign.ts';
import type { Awaited } from '../domain/story/awaited.ts';
import type { State } from '../domain/story/event.ts';
import { ringing } from '../domain/story/ringing.ts';
import type { Stories } from '../domain/story/stories.ts';
import type { Loaded, RefRow, StoredEvent, StreamRow } from './load.ts';
import type { NewRow } from './new-row.ts';

/** The events of a stream that are folded: the newest. Beyond the second number the older ones are settled. */
const WINDOW = { keeps: 1000, most: 1100 };

/** A new event as it is to be stored. */
export interface Insert {
  row: NewRow;
  stream: string | null;
  state: State;
  /** When the job that rings is to look at it, in ms since 1970; null: not at all. */
  ring_at: number | null;
}

/** The writes that bring the tables in line with the stories. */
export interface Difference {
  inserts: Insert[];
  /** A `ring_at` of null leaves the event's own. */
  updates: { event: StoredEvent; stream: string | null; state: State; ring_at: number | null }[];
  streams: StreamRow[];
  /** Streams without events, all of which have gone to another. */
  dropped: string[];
  learned: (RefRow & { contested: 1 | null })[];
  forgotten: RefRow[];
}

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

const pair = ({ ref, stream }: { ref: string; stream: string }): string => JSON.stringify([ref, stream]);

/** The refs that the events of each stream have. */
const refsOf = (
  events: { effects: { refs?: string[] }; stream: string | null }[],
): { ref: string; stream: string }[] => {
  const all = events.flatMap(({ effects, stream }) =>
    stream === null ? [] : (effects.refs ?? []).map((ref) => ({ ref, stream })),
  );
  return [...new Map(all.map((one) => [pair(one), one])).values()];
};

/** The rows of `ref` to write and to remove. One that an event which is not loaded has brought stays. */
const refChanges = (
  { events, refs }: Loaded,
  { claims }: Stories,
  now: { effects: { refs?: string[] }; stream: string | null }[],
  dropped: string[],
): Pick<Difference, 'learned' | 'forgotten'> => {
  const rows = new Map(refs.map((row) => [pair(row), row]));
  const loaded = new Set(events.map(({ id }) => id));
  const wanted = new Map(refsOf(now).map((one) => [pair(one), one]));
  const streams = new Map<string, Set<string>>();
  for (const { ref, stream } of [...refs, ...wanted.values()])
    streams.set(ref, (streams.get(ref) ?? new Set()).add(stream));
  const learned = [...wanted.values()].flatMap(({ ref, stream }) => {
    const row = rows.get(pair({ ref, stream }));
    const own = claims.get(ref)?.filter((claim) => claim.stream === stream) ?? [];
    const [first] = own.toSorted((one, other) => one.depth - other.depth);
    const { id: since = null, depth = 0 } = first ?? {};
    const isKnown = row?.since != null && since !== null && row.depth === depth && row.since <= since;
    if (row && (since === null || isKnown)) return [];
    return [{ ref, stream, since, depth, contested: streams.get(ref)!.size > 1 ? (1 as const) : null }];
  });
  const left = new Set(
    refsOf(events)
      .map(pair)
      .filter((one) => !wanted.has(one)),
  );
  const gone = new Set(dropped);
  const forgotten = refs.filter(
    (row) => gone.has(row.stream) || (left.has(pair(row)) && (row.since === null || loaded.has(row.since))),
  );
  return { learned, forgotten };
};

/** The difference between the stories and the loaded rows, `added` being new. */
export const difference = (
  loaded: Loaded,
  added: NewRow[],
  stories: Stories,
  now: number,
  ringAfter?: number,
): Difference => {
  const told = (id: string) => ({ stream: stories.streams.get(id) ?? null, state: stories.states.get(id)! });
  const turns = [
    ...loaded.events.map((event) => ({ event, ring_at: event.ring_at, ...told(event.id) })),
    ...added.map(({ event }) => ({ event, ring_at: null, ...told(event.id) })),
  ];
  const looks = ringing(turns, now, ringAfter);
  const lookAt = (id: string) => ({ ring_at: looks.get(id) ?? null });
  const inserts = added.map((row) => ({ row, ...told(row.event.id), ...lookAt(row.event.id) }));
  const updates = loaded.events
    .map((event) => ({ event, ...told(event.id), ...lookAt(event.id) }))
    .filter(({ event, stream, state }) => event.stream !== stream || !isSame(event.was, state));
  const touched = new Set([
    ...inserts.map(({ stream }) => stream),
    ...updates.flatMap(({ event, stream }) => [event.stream, stream]),
  ]);
  const streams = [...stories.stories].flatMap(([key, { states, awaited, standing }]): StreamRow[] => {
    const { version, due_at, window_from, is_cut, standing: was } = loaded.streams.get(key) ?? NEW;
    // Nobody is told of an order that has no number yet.
    const isOrder = orderOf(key) !== null;
    const due = isOrder ? dueAt(awaited) : null;
    const stands = isOrder ? standing : null;
    if (!touched.has(key) && due_at === due && isSame(was, stands)) return [];
    const isLong = states.size > WINDOW.most;
    const from = isLong ? [...states.keys()].sort().at(-WINDOW.keeps)! : window_from;
    // A stream that is dropped and comes again must not reach the version that somebody has loaded before.
    const next = version === 0 ? now : version + 1;
    return [{ key, version: next, due_at: due, window_from: from, is_cut, standing: stands }];
  });
  const dropped = [...loaded.streams.values()]
    .filter(({ key, version, window_from }) => version > 0 && window_from === null && touched.has(key))
    .map(({ key }) => key)
    .filter((key) => !stories.stories.has(key));
  const all = [
    ...loaded.events.map(({ id, effects }) => ({ effects, ...told(id) })),
    ...added.map(({ event: { id, effects } }) => ({ effects, ...told(id) })),
  ];
  return { inserts, updates, streams, dropped, ...refChanges(loaded, stories, all, dropped) };
};

/** The first deadline of those that are awaited. */
const dueAt = (awaited: Awaited[]): number | null =>
  awaited.length === 0 ? null : Math.min(...awaited.map(({ due_at }) => due_at));

const NEW = { version: 0, due_at: null, window_from: null, is_cut: false, standing: null };

export const isNothing = (change: Difference): boolean => Object.values(change).every((list) => list.length === 0);
