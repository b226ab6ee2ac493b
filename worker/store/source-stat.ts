import { and, eq } from 'drizzle-orm';
import type { SourceHealth } from '../contract/api.ts';
import { withDeliveries } from '../domain/silence.ts';
import type { Database } from './database.ts';
import { sourceStat } from './schema.ts';

/** Counts of deliveries, since they were last stored. */
interface Tally {
  written_at: number;
  deliveries: number;
  accepted: number;
  duplicates: number;
  refused: number;
  /** By what the provider calls its types. */
  ignored: Record<string, number>;
}

type Counts = Omit<Tally, 'written_at' | 'deliveries'>;

const MINUTE = 60_000;
/** Kinds that are told apart: a provider has a few dozen; a sender of nonsense may not fill the row. */
const KINDS = 40;
/** A type's name. Any other text in its place may be anything, and is not shown. */
const KIND = /^(?!.*\d{7})[a-z][\w.:/-]{0,63}$/i;

/**
 * Counted in the isolate, so that what strangers send never causes a write. An isolate that ends takes its rest along.
 * Exported for tests: the harness and the tested Worker empty them before each file.
 */
export const tallies = new Map<string, Tally>();

const EMPTY = { deliveries: 0, accepted: 0, duplicates: 0, refused: 0 };

const tallyOf = (source: string): Tally => {
  const tally = tallies.get(source) ?? { ...EMPTY, written_at: 0, ignored: {} };
  tallies.set(source, tally);
  return tally;
};

const withKinds = (ignored: Record<string, number>, more: Record<string, number>): Record<string, number> => {
  const sum = new Map(Object.entries(ignored));
  for (const [kind, count] of Object.entries(more)) {
    const name = KIND.test(kind) && (sum.has(kind) || sum.size < KINDS) ? kind : 'other';
    sum.set(name, (sum.get(name) ?? 0) + count);
  }
  return Object.fromEntries(sum);
};

export const countRefused = (source: string): void => {
  tallyOf(source).refused++;
};

/**
 * Counts an authentic delivery, and writes a source's row down, at most once a minute. Returns when the source's silence, which
 * this ends, became a problem; otherwise null. Times in ms since 1970.
 */
export const countDelivery = async (
  db: Database,
  source: string,
  { accepted, duplicates, ignored }: { accepted: number; duplicates: number; ignored: string[] },
  now: number,
): Promise<number | null> => {
  const tally = tallyOf(source);
  tally.deliveries++;
  tally.accepted += accepted;
  tally.duplicates += duplicates;
  for (const kind of ignored) tally.ignored = withKinds(tally.ignored, Object.fromEntries([[kind, 1]]));
  if (now - tally.written_at < MINUTE) return null;
  tallies.set(source, { ...EMPTY, written_at: now, ignored: {} });
  const stored = await db.select().from(sourceStat).where(eq(sourceStat.source, source)).get();
  const quiet_at = stored?.quiet_at ?? null;
  const sum = { ...sumOf(stored, tally), ...withDeliveries(stored, tally.deliveries, now, quiet_at !== null) };
  await db
    .insert(sourceStat)
    .values({ source, ...sum })
    .onConflictDoUpdate({ target: sourceStat.source, set: sum });
  return quiet_at;
};

/** Notes that a source's silence is a problem. Returns false, and notes nothing, where the source has delivered meanwhile. */
export const markQuiet = async (
  db: Database,
  source: string,
  last_delivery_at: number,
  now: number,
): Promise<boolean> => {
  const still = and(eq(sourceStat.source, source), eq(sourceStat.last_delivery_at, last_delivery_at));
  const marked = await db
    .update(sourceStat)
    .set({ quiet_at: now })
    .where(still)
    .returning({ source: sourceStat.source });
  return marked.length > 0;
};

/** Notes that the silence which became a problem at `quiet_at` is over. */
export const markHeard = async (db: Database, source: string, quiet_at: number): Promise<void> => {
  await db
    .update(sourceStat)
    .set({ quiet_at: null })
    .where(and(eq(sourceStat.source, source), eq(sourceStat.quiet_at, quiet_at)));
};

const sumOf = (stored: Counts | undefined, tally: Counts): Counts => ({
  accepted: (stored?.accepted ?? 0) + tally.accepted,
  duplicates: (stored?.duplicates ?? 0) + tally.duplicates,
  refused: (stored?.refused ?? 0) + tally.refused,
  ignored: withKinds(stored?.ignored ?? {}, tally.ignored),
});

/** The counts of these sources: those that are stored, and those that this isolate has counted since. */
export const sourceHealth = async (db: Database, sources: string[]): Promise<Record<string, SourceHealth>> => {
  const rows = await db.select().from(sourceStat);
  return Object.fromEntries(
    sources.map((source) => {
      const stored = rows.find((row) => row.source === source);
      const last = stored ? new Date(stored.last_delivery_at).toISOString() : null;
      return [source, { last_delivery_at: last, ...sumOf(stored, tallyOf(source)), approximate: true }];
    }),
  );
};
