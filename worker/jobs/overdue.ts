import { asc, lt } from 'drizzle-orm';
import type { Entry } from '../domain/entry.ts';
import { derivedId } from '../domain/event-id.ts';
import { orderOf } from '../domain/story/assign.ts';
import { type FoldSettings, fold } from '../domain/story/fold.ts';
import type { Awaited } from '../domain/story/steps.ts';
import { type Env, foldSettings } from '../env.ts';
import { commit } from '../store/commit.ts';
import { database } from '../store/database.ts';
import { cutOf, type Loaded } from '../store/load.ts';
import { type NewRow, rowOf } from '../store/new-row.ts';
import { stream } from '../store/schema.ts';
import { ran } from './ran.ts';

/** Streams that are folded at once. */
const PIECE = 100;

/**
 * Raises `order.overdue` where an awaited step did not come in time: in the streams whose deadline has passed, a range of an
 * index, so that missed runs are caught up. Returns the number of warnings raised.
 */
export const overdue = async (env: Env, now = Date.now()): Promise<number> => {
  const db = database(env.DB);
  const settings = foldSettings(env);
  let raised = 0;
  for (let due = PIECE; due === PIECE; ) {
    const late = db.select({ key: stream.key }).from(stream).where(lt(stream.due_at, now));
    const streams = (await late.orderBy(asc(stream.due_at)).limit(PIECE)).map(({ key }) => key);
    due = streams.length;
    if (due === 0) break;
    const change = (loaded: Loaded) => ({ added: warnings(loaded, settings, now) });
    raised += (await commit(db, { streams, refs: [], ids: [] }, settings, change, now)).stored.size;
  }
  await ran(db, 'overdue', now, raised);
  return raised;
};

/** A warning for each loaded order that awaits a step whose deadline is before `now`. */
const warnings = ({ events, streams }: Loaded, settings: FoldSettings, now: number): NewRow[] =>
  [...Map.groupBy(events, ({ stream: key }) => key)].flatMap(([key, story]) => {
    const { awaited } = fold(story, settings, cutOf(streams.get(key)));
    const order_id = orderOf(key);
    if (order_id === null) return [];
    return awaited.filter(({ due_at }) => due_at < now).map((each) => warning(order_id, each, now));
  });

/** The warning stands at its deadline, and its id derives from the event that it waited on: it is raised once. */
const warning = (order_id: string, { step, parcel, since, due_at, message }: Awaited, now: number): NewRow => {
  const entry: Entry = {
    event_type: 'order.overdue',
    level: 'warning',
    order_id,
    message,
    payload: { step, ...(parcel !== null && { tracking: parcel }) },
    source: 'flagpost',
    actor: null,
    // Each of several parcels is late for itself.
    problem: `overdue.${step}:${order_id}${parcel === null ? '' : `/${parcel}`}`,
    fact: null,
    refs: [],
    actions: [],
    occurred_at: due_at,
    key: since.id,
    status: null,
  };
  return rowOf(entry, derivedId(since.id, due_at, 'order.overdue'), now);
};
