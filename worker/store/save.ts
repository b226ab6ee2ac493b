import { hexOf } from '../domain/event-id.ts';
import type { State } from '../domain/story/event.ts';
import type { Database } from './database.ts';
import type { Difference, Insert } from './difference.ts';
import type { Loaded, StreamRow } from './load.ts';
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
  UPDATE_RINGING,
} from './statements.ts';

const stateFields = ({ came_back, is_whole, retracted, is_part, ...state }: State) => ({
  ...state,
  is_whole: Number(is_whole),
  retracted: Number(retracted),
  is_part: Number(is_part),
  came_back: came_back && JSON.stringify(came_back),
});

const insertFields = ({ row, stream, state, ring_at }: Insert) => {
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
    ring_at,
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

/** A stream's row as JSON. */
const streamFields = ({ window_from, is_cut, standing, ...row }: StreamRow) => {
  const { status, ...rest } = standing ?? { status: null };
  return {
    ...row,
    window_from: window_from && hexOf(window_from),
    is_cut: Number(is_cut),
    status,
    standing: standing && JSON.stringify(rest),
  };
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
  const updates = change.updates.map(({ event, stream, state, ring_at }) => ({
    hex: hexOf(event.id),
    stream,
    ring_at,
    ...stateFields(state),
  }));
  // Where streams are dropped, all go the long way: so a try stays within ten statements.
  const isRaise = ({ key, due_at, window_from }: StreamRow): boolean => {
    const was = loaded.get(key);
    return (
      change.dropped.length === 0 &&
      was !== undefined &&
      was.version > 0 &&
      was.due_at === due_at &&
      was.window_from === window_from
    );
  };
  const raised = change.streams.filter(isRaise);
  const streams = change.streams.filter((row) => !isRaise(row)).map(streamFields);
  const learned = change.learned.map((row) => ({
    ...row,
    since: row.since && hexOf(row.since),
  }));
  const isRinging = ({ ring_at }: { ring_at: number | null }) => change.dropped.length > 0 || ring_at !== null;
  const expected = Array.from(loaded.values(), ({ key, version }) => [key, version]);
  const writes: [string, unknown[]][] = [
    [RAISE_VERSIONS, raised.map(streamFields)],
    [SAVE_STREAMS, streams],
    [DROP_STREAMS, change.dropped],
    [FORGET_REFS, change.forgotten.map(({ ref, stream }) => [ref, stream])],
    [LEARN_REFS, learned],
    [UPDATE_EVENTS, updates.filter((row) => !isRinging(row))],
    [UPDATE_RINGING, updates.filter(isRinging)],
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
