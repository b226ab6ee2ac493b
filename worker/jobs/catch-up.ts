import { list } from '../domain/list-setting.ts';
import { lookup } from '../domain/lookup.ts';
import { caughtUp } from '../domain/own-entry.ts';
import { type Env, foldSettings } from '../env.ts';
import { SOURCES } from '../sources/index.ts';
import { type Access, type Listed, ListingError } from '../sources/listing.ts';
import { append } from '../store/append.ts';
import { type Database, database } from '../store/database.ts';
import { entriesOf, store } from './fetched.ts';
import { ran } from './ran.ts';
import { jobOf, type ListingSource, newWindow, note, postponed, stateOf, type Window } from './window.ts';

/** The longest pause for a provider's rate limit, in ms. */
const PATIENCE = 5000;
/** A piece is stored at once. It is as many pages as it takes to have so many items, or to make so many requests. */
const PIECE = { items: 60, requests: 12 };
/** No further piece begins after so many requests: the free plan allows 50 a run, and a piece makes at most 22. */
const REQUESTS = 25;
/** Pieces of a call of the API; of the run at night, which prunes too; and of the run of every quarter of an hour. */
const PIECES = 3;
const PIECES_AT_NIGHT = 2;
const PIECES_BETWEEN = 1;

/** The events that a call fetched, how many of them no webhook had delivered, and whether it fetched all. */
export interface CaughtUp {
  fetched: number;
  missed: number;
  isDone: boolean;
}

/** The source of that name; undefined where its provider has no API to list from. */
export const listingSource = (name: string): ListingSource | undefined => {
  const source = lookup(SOURCES, name);
  return source?.list && (source as ListingSource);
};

/** One source that is being caught up with, and the time up to which that was done before. */
interface Run {
  env: Env;
  db: Database;
  source: ListingSource;
  access: Access;
  up_to: number | null;
  now: number;
}

/** Fetches pages until they make a piece. */
const piece = async ({ source, access }: Run, window: Window): Promise<{ items: Listed[]; next: string | null }> => {
  const items: Listed[] = [];
  const before = access.requests;
  let next = window.cursor;
  do {
    const page = await source.list.page(access, window, next);
    items.push(...page.items);
    next = page.next;
  } while (next !== null && items.length < PIECE.items && access.requests - before < PIECE.requests);
  return { items, next };
};

/** Fetches and stores the piece after the cursor. Where a run dies half-way, the next one repeats the piece and counts the same. */
const step = async (run: Run, window: Window): Promise<Window> => {
  const { env, db, source, now } = run;
  const since = window.tried_at ?? now;
  if (window.tried_at === null) await note(run, { ...window, tried_at: now });
  const { items, next } = await piece(run, window);
  const entries = entriesOf(env, source, items, false, now);
  const missed = await store(env, db, source, entries, since, now);
  const after: Window = {
    ...window,
    cursor: next,
    is_listed: next === null,
    fetched: window.fetched + entries.length,
    missed: window.missed + missed,
    tried_at: null,
    not_before: 0,
    fails: null,
  };
  await note(run, after);
  return after;
};

/** Logs how many events were missed, and stores that the window is done. */
const finish = async ({ env, db, source, now }: Run, { to, missed }: Window): Promise<void> => {
  if (missed > 0) await append(db, [caughtUp(source.name, missed, to)], foldSettings(env), now);
  await ran(db, jobOf(source), now, missed, { watermark: to });
};

/**
 * Fetches some pieces of what the provider lists since the last time, and stores the events that no webhook has delivered.
 * Throws `ListingError` where the provider does not answer; the next run goes on from there.
 */
export const catchUpSource = async (
  env: Env,
  source: ListingSource,
  pieces = PIECES,
  now = Date.now(),
): Promise<CaughtUp> => {
  const db = database(env.DB);
  const { window: unfinished, up_to } = await stateOf(db, source);
  const access = { ...source.list.access({ ...env }), patience: PATIENCE, requests: 0 };
  const run: Run = { env, db, source, access, up_to, now };
  let window = unfinished ?? newWindow(env, source, up_to, now);
  const before = { fetched: window.fetched, missed: window.missed };
  try {
    for (let done = 0; done < pieces && !window.is_listed && access.requests < REQUESTS; done++)
      window = await step(run, window);
  } catch (error) {
    if (error instanceof ListingError) await note(run, postponed(window, error, now));
    throw error;
  }
  if (window.is_listed) await finish(run, window);
  return {
    fetched: window.fetched - before.fetched,
    missed: window.missed - before.missed,
    isDone: window.is_listed,
  };
};

/** The sources of `CATCH_UP` that are due. At night a window begins for each source that has none. */
const dueSources = async (env: Env, db: Database, isNight: boolean, now: number): Promise<ListingSource[]> => {
  const due: ListingSource[] = [];
  for (const source of list(env.CATCH_UP).flatMap((name) => listingSource(name) ?? [])) {
    const { window, up_to } = await stateOf(db, source);
    if (window === null && isNight) await note({ db, source, up_to, now }, newWindow(env, source, up_to, now));
    if (window === null ? isNight : window.not_before <= now) due.push(source);
  }
  return due;
};

/**
 * Catches up with each source that `CATCH_UP` names. The run at night begins a window. Where the window takes longer than one run,
 * the runs by day go on with it. A source that does not answer does not hold up the others.
 */
export const catchUp = async (env: Env, isNight: boolean, now = Date.now()): Promise<void> => {
  const db = database(env.DB);
  const due = await dueSources(env, db, isNight, now);
  for (const source of due.slice(0, isNight ? PIECES_AT_NIGHT : PIECES_BETWEEN)) {
    try {
      await catchUpSource(env, source, 1, now);
    } catch (error) {
      if (!(error instanceof ListingError)) throw error;
      console.error(JSON.stringify({ not_caught_up: source.name, kind: error.kind }));
    }
  }
};
