import { asc, lt } from 'drizzle-orm';
import type { Payload } from '../contract/event.ts';
import type { Expected } from '../domain/deadlines.ts';
import type { Entry } from '../domain/entry.ts';
import { derivedId, hexOf } from '../domain/event-id.ts';
import { describe } from '../domain/message.ts';
import { orderOf } from '../domain/story/assign.ts';
import type { Awaited } from '../domain/story/awaited.ts';
import { type FoldSettings, fold } from '../domain/story/fold.ts';
import { overdueProblem } from '../domain/story/steps.ts';
import { DEFAULT_LOCALE, type Env, foldSettings } from '../env.ts';
import { commit } from '../store/commit.ts';
import { type Database, database } from '../store/database.ts';
import { cutOf, type Loaded } from '../store/load.ts';
import { type NewRow, rowOf } from '../store/new-row.ts';
import { stream } from '../store/schema.ts';
import { ran } from './ran.ts';
import { countWarned } from './warned.ts';

/** Streams that are folded at once, and how often a run does that. The free plan allows 50 queries; a piece takes about ten. */
const PIECE = 50;
const PIECES = 3;

/**
 * Raises `order.overdue` for each step that an order awaits and whose deadline has passed. The streams come from a range of an
 * index, the oldest deadline first. The next run goes on with those that do not fit into this one. Returns the number of warnings.
 */
export const overdue = async (env: Env, now = Date.now()): Promise<number> => {
  const db = database(env.DB);
  const raised: Expected[] = [];
  for (let piece = 0; piece < PIECES; piece++) {
    const late = await lateStreams(db, now);
    if (late.length > 0) raised.push(...(await warn(db, late, env, now)));
    if (late.length < PIECE) break;
  }
  await ran(db, 'overdue', now, raised.length, { notes: await countWarned(db, raised, now) });
  return raised.length;
};

/** The streams whose deadline has passed, the oldest deadline first. */
const lateStreams = async (db: Database, now: number): Promise<string[]> => {
  const late = db.select({ key: stream.key }).from(stream).where(lt(stream.due_at, now));
  return (await late.orderBy(asc(stream.due_at)).limit(PIECE)).map(({ key }) => key);
};

/** Stores the warnings of some streams, all of them or none. Returns what is late by those that were not there before. */
const warn = async (db: Database, streams: string[], env: Env, now: number): Promise<Expected[]> => {
  const settings = foldSettings(env);
  let added: NewRow[] = [];
  const change = (loaded: Loaded) => {
    added = warnings(loaded, settings, env.LOCALE ?? DEFAULT_LOCALE, now);
    return { added };
  };
  const { stored } = await commit(db, { streams, refs: [], ids: [] }, settings, change, now);
  return added.flatMap(({ event: { id, effects } }) => (stored.has(hexOf(id)) ? (effects.step ?? []) : []));
};

/** A warning for each thing that a loaded order awaits and whose deadline is before `now`. */
const warnings = ({ events, streams }: Loaded, settings: FoldSettings, locale: string, now: number): NewRow[] =>
  [...Map.groupBy(events, ({ stream: key }) => key)].flatMap(([key, story]) => {
    const { awaited } = fold(story, settings, cutOf(streams.get(key)));
    const order_id = orderOf(key);
    if (order_id === null) return [];
    return awaited.filter(({ due_at }) => due_at < now).map((each) => warning(order_id, each, locale, now));
  });

/** The warning occurs at the deadline. Its id derives from the event that began the wait, so that it is raised once. */
const warning = (order_id: string, awaited: Awaited, locale: string, now: number): NewRow => {
  const { step, parcel, since, due_at, limit } = awaited;
  const payload: Payload = {
    ...{ step, due_at: new Date(due_at).toISOString(), ...limit },
    ...(parcel !== null && { tracking: parcel }),
  };
  const entry: Entry = {
    event_type: 'order.overdue',
    level: 'warning',
    order_id,
    message: describe('order.overdue', payload, locale)!.message,
    payload,
    source: 'flagpost',
    actor: null,
    // Each of several parcels has a problem of its own.
    problem: `${overdueProblem(step)}${order_id}${parcel === null ? '' : `/${parcel}`}`,
    fact: null,
    refs: [],
    actions: [],
    occurred_at: due_at,
    key: since.id,
    status: null,
  };
  return rowOf(entry, derivedId(since.id, due_at, 'order.overdue'), now);
};
