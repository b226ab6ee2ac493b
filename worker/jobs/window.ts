import { eq } from 'drizzle-orm';
import { type Env, retention } from '../env.ts';
import type { Listing, ListingError } from '../sources/listing.ts';
import type { Source } from '../sources/source.ts';
import type { Database } from '../store/database.ts';
import { jobRun } from '../store/schema.ts';
import { ran } from './ran.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A window begins that long before the end of the last one: a provider may list a change late. */
const OVERLAP = HOUR;
/** The length of a source's first window. */
const FIRST = 30 * DAY;
/** The pause after the provider refused the key, which a person has to put right, and after another failure. */
const REFUSED = 20 * HOUR;
const FAILED = 10 * MINUTE;

/** A source whose provider has an API to list from. */
export interface ListingSource extends Source {
  list: Listing;
}

/** A range of time that is being fetched, and how far that is. Stored in the job's row. Times in ms since 1970. */
export interface Window {
  from: number;
  to: number;
  cursor: string | null;
  /** All pages are stored. The event about what was missed may not be yet. */
  is_listed: boolean;
  fetched: number;
  missed: number;
  /** When the piece after the cursor was first tried; null before. */
  tried_at: number | null;
  not_before: number;
  /** Why the last try failed; null where it did not. */
  fails: ListingError['kind'] | null;
}

export const jobOf = ({ name }: Source) => `catch_up:${name}` as const;

/** The unfinished window, and the end of the last finished one. */
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
export const newWindow = (env: Env, source: ListingSource, up_to: number | null, now: number): Window => ({
  from: Math.max(
    up_to === null ? now - FIRST : up_to - OVERLAP,
    now - source.list.remembers * DAY,
    now - retention(env),
  ),
  to: now,
  ...{ cursor: null, is_listed: false, fetched: 0, missed: 0, tried_at: null, not_before: 0, fails: null },
});

/** A source whose row is written, with the end of its last finished window. */
interface Row {
  db: Database;
  source: Source;
  up_to: number | null;
  now: number;
}

/** Stores how far a window is. */
export const note = ({ db, source, up_to, now }: Row, window: Window): Promise<void> =>
  ran(db, jobOf(source), now, window.missed, { watermark: up_to, notes: window });

/** The window after an error, with the time of its next try; without its cursor, where the provider refused it. */
export const postponed = (window: Window, { kind, wait }: ListingError, now: number): Window => {
  const isRefused = kind === 'refused' || kind === 'unset';
  const pause = wait ?? (isRefused ? REFUSED : FAILED);
  return { ...window, ...(isRefused && { cursor: null }), not_before: now + pause, fails: kind };
};
