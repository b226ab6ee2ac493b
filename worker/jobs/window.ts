import { eq } from 'drizzle-orm';
import { type Env, retention } from '../env.ts';
import type { Listing, NotAsked } from '../sources/listing.ts';
import type { Source } from '../sources/source.ts';
import type { Database } from '../store/database.ts';
import { jobRun } from '../store/schema.ts';
import { ran } from './ran.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A window begins that long before the end of the last one: what changed then may have been listed late. */
const OVERLAP = HOUR;
/** The first window, which covers what a shop has not yet asked for. */
const FIRST = 30 * DAY;
/** After the provider refused the key, until somebody may have put it right; after another failure. */
const REFUSED = 20 * HOUR;
const FAILED = 10 * MINUTE;

/** A source that may be asked, with its listing. */
export interface Asked extends Source {
  list: Listing;
}

/** How far a window has come, kept in the job's row. Times in ms since 1970. */
export interface Window {
  from: number;
  to: number;
  cursor: string | null;
  /** All pages are stored; the line that says so may be missing yet. */
  is_listed: boolean;
  fetched: number;
  missed: number;
  /** When the piece after the cursor was first tried; null before. */
  tried_at: number | null;
  not_before: number;
  /** Why the last try failed; null where it did not. */
  fails: NotAsked['kind'] | null;
}

export const jobOf = ({ name }: Source) => `catch_up:${name}` as const;

/** The window that is not finished, and up to when the last one went. */
export const stateOf = async (
  db: Database,
  source: Source,
): Promise<{ window: Window | null; up_to: number | null }> => {
  const row = await db
    .select()
    .from(jobRun)
    .where(eq(jobRun.job, jobOf(source)))
    .get();
  return { window: (row?.notes as Window | null | undefined) ?? null, up_to: row?.watermark ?? null };
};

/** The window that begins now. */
export const newWindow = (env: Env, source: Asked, up_to: number | null, now: number): Window => ({
  from: Math.max(
    up_to === null ? now - FIRST : up_to - OVERLAP,
    now - source.list.remembers * DAY,
    now - retention(env),
  ),
  to: now,
  ...{ cursor: null, is_listed: false, fetched: 0, missed: 0, tried_at: null, not_before: 0, fails: null },
});

/** A source whose row is written, up to when it was asked before. */
interface Row {
  db: Database;
  source: Source;
  up_to: number | null;
  now: number;
}

/** Notes how far a window has come. */
export const note = ({ db, source, up_to, now }: Row, window: Window): Promise<void> =>
  ran(db, jobOf(source), now, window.missed, { watermark: up_to, notes: window });

/** The window after an error: the time of its next try, and without a cursor that was refused. */
export const postponed = (window: Window, { kind, wait }: NotAsked, now: number): Window => {
  const isRefused = kind === 'refused' || kind === 'unset';
  const pause = wait ?? (isRefused ? REFUSED : FAILED);
  return { ...window, ...(isRefused && { cursor: null }), not_before: now + pause, fails: kind };
};
