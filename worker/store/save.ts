import { hexOf } from '../domain/event-id.ts';
import { orderOf } from '../domain/story/assign.ts';
import type { State } from '../domain/story/event.ts';
import type { Awaited } from '../domain/story/steps.ts';
import type { Stories } from '../domain/story/stories.ts';
import type { Database } from './database.ts';
import type { Loaded, RefRow, StoredEvent, StreamRow } from './load.ts';
import type { NewRow } from './new-row.ts';
import {
  DROP_STREAMS,
  EXPECT,
  FORGET_REFS,
  INSERT_EVENTS,
  LEARN_REFS,
  OVERTAKEN,
  RAISE_VERSIONS,
  SAVE_STREAMS,
  UPDATE_EVENTS,
} from './statements.ts';

/** The events of a stream that are folded: the newest. Beyond the second number the older ones are settled. */
const WINDOW = { keeps: 1000, most: 1100 };

/** A new event as it is to be stored. */
export interface Insert {
  row: NewRow;
  stream: string | null;
  state: State;
}

/** What is to be written so that the tables say what the stories say. */
export interface Difference {
  inserts: Insert[];
  updates: { event: StoredEvent; stream: string | null; state: State }[];
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
  const learned = [...wanted.values()].flatMap(({ ref, stream }) => {
    const row = rows.get(pair({ ref, stream }));
    const own = claims.get(ref)?.filter((claim) => claim.stream === stream) ?? [];
    const [first] = own.toSorted((one, other) => one.depth - other.depth);
    const { id: since = null, depth = 0 } = first ?? {};
    const isKnown = row?.since != null && since !== null && row.depth === depth && row.since <= since;
    if (row && (since === null || isKnown)) return [];
    const isContested = [...refs, ...wanted.values()].some((other) => other.ref === ref && other.stream !== stream);
    return [{ ref, stream, since, depth, contested: isContested ? (1 as const) : null }];
  });
  const left = refsOf(events).filter((one) => !wanted.has(pair(one)));
  const forgotten = refs.filter(
    (row) =>
      dropped.includes(row.stream) ||
      (left.some((one) => pair(one) === pair(row)) && (row.since === null || loaded.has(row.since))),
  );
  return { learned, forgotten };
};

/** What the stories change about what is loaded, `added` being new. */
export const difference = (loaded: Loaded, added: NewRow[], stories: Stories, now: number): Difference => {
  const told = (id: string) => ({ stream: stories.streams.get(id) ?? null, state: stories.states.get(id)! });
  const inserts = added.map((row) => ({ row, ...told(row.event.id) }));
  const updates = loaded.events
    .map((event) => ({ event, ...told(event.id) }))
    .filter(({ event, stream, state }) => event.stream !== stream || !isSame(event.was, state));
  const touched = new Set([
    ...inserts.map(({ stream }) => stream),
    ...updates.flatMap(({ event, stream }) => [event.stream, stream]),
  ]);
  const streams = [...stories.stories].flatMap(([key, { states, awaited }]): StreamRow[] => {
    const { version, due_at, window_from, is_cut } = loaded.streams.get(key) ?? NEW;
    // Nobody is told of an order that has no number yet.
    const due = orderOf(key) === null ? null : dueAt(awaited);
    if (!touched.has(key) && due_at === due) return [];
    const isLong = states.size > WINDOW.most;
    const from = isLong ? [...states.keys()].sort().at(-WINDOW.keeps)! : window_from;
    // A stream that is dropped and comes again must not reach the version that somebody has loaded before.
    return [{ key, version: version === 0 ? now : version + 1, due_at: due, window_from: from, is_cut }];
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

const NEW = { version: 0, due_at: null, window_from: null, is_cut: false };

export const isNothing = (change: Difference): boolean => Object.values(change).every((list) => list.length === 0);

const stateFields = ({ came_back, is_whole, retracted, is_part, ...state }: State) => ({
  ...state,
  is_whole: Number(is_whole),
  retracted: Number(retracted),
  is_part: Number(is_part),
  came_back: came_back && JSON.stringify(came_back),
});

const insertFields = ({ row, stream, state }: Insert) => {
  const { event, payload, actions, ...fields } = row;
  return {
    ...fields,
    hex: hexOf(event.id),
    event_type: event.event_type,
    level: event.level,
    stream,
    problem: event.problem,
    occurred_at: event.occurred_at,
    effects: JSON.stringify(event.effects),
    payload: JSON.stringify(payload),
    actions: actions && JSON.stringify(actions),
    ...stateFields(state),
  };
};

/** D1 takes a parameter of 2 MB; a body of 1 MiB may come to more, since numbers can be longer than they were sent. */
const MAX_PARAMETER = 1_500_000;

/** Rows as JSON arrays, each short enough to be a parameter. */
const inParts = (rows: object[]): string[] => {
  const parts: string[][] = [];
  let length = 0;
  for (const row of rows.map((each) => JSON.stringify(each))) {
    length += row.length;
    if (parts.length === 0 || length > MAX_PARAMETER) {
      parts.push([]);
      length = row.length;
    }
    parts.at(-1)!.push(row);
  }
  return parts.map((part) => `[${part.join(',')}]`);
};

type Statement = [query: string, ...parameters: string[]];

const run = async (db: Database, statements: Statement[]): Promise<Set<string>> => {
  const results = await db.$client.batch<{ hex?: string }>(
    statements.map(([query, ...parameters]) => db.$client.prepare(query).bind(...parameters)),
  );
  return new Set(results.flatMap(({ results: rows }) => rows.flatMap(({ hex }) => hex ?? [])));
};

const inserting = (inserts: Insert[]): Statement[] =>
  inParts(inserts.map(insertFields)).map((part) => [INSERT_EVENTS, part]);

/** Stores events that change nothing else: one trip. Returns those that were not there, as hex. */
export const insert = (db: Database, inserts: Insert[]): Promise<Set<string>> => run(db, inserting(inserts));

/** Whether a batch was ended because somebody else saved first. */
const isOvertaken = (error: unknown): boolean =>
  error instanceof Error && (error.message.includes(OVERTAKEN) || isOvertaken(error.cause));

/**
 * Saves a difference in one batch, if all streams are as they were loaded and `refs` lead to no other. Returns the new events
 * that were not there, as hex; null where another save came first: then nothing is written.
 */
export const save = async (
  db: Database,
  { streams: loaded }: Loaded,
  refs: string[],
  change: Difference,
): Promise<Set<string> | null> => {
  const updates = change.updates.map(({ event, stream, state }) => ({
    hex: hexOf(event.id),
    stream,
    ...stateFields(state),
  }));
  // Where streams are dropped, all go the long way: so a try stays within ten statements.
  const isRaise = ({ key, due_at, window_from }: StreamRow): boolean => {
    const was = loaded.get(key);
    return (
      change.dropped.length === 0 &&
      was !== undefined &&
      was.version > 0 &&
      isSame([was.due_at, was.window_from], [due_at, window_from])
    );
  };
  const raised = change.streams.filter(isRaise);
  const streams = change.streams
    .filter((row) => !isRaise(row))
    .map((row) => ({ ...row, window_from: row.window_from && hexOf(row.window_from), is_cut: Number(row.is_cut) }));
  const learned = change.learned.map((row) => ({
    ...row,
    since: row.since && hexOf(row.since),
  }));
  const expected = Array.from(loaded.values(), ({ key, version }) => [key, version]);
  const writes: [string, unknown[]][] = [
    [RAISE_VERSIONS, raised.map(({ key, version }) => ({ key, version }))],
    [SAVE_STREAMS, streams],
    [DROP_STREAMS, change.dropped],
    [FORGET_REFS, change.forgotten.map(({ ref, stream }) => [ref, stream])],
    [LEARN_REFS, learned],
    [UPDATE_EVENTS, updates],
  ];
  try {
    return await run(db, [
      [EXPECT, JSON.stringify(expected), JSON.stringify(refs)],
      ...writes.filter(([, rows]) => rows.length > 0).map(([query, rows]): Statement => [query, JSON.stringify(rows)]),
      ...inserting(change.inserts),
    ]);
  } catch (error) {
    if (isOvertaken(error)) return null;
    throw error;
  }
};
