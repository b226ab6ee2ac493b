import { eq } from 'drizzle-orm';
import type { SourceHealth } from '../contract/api.ts';
import type { Database } from './database.ts';
import { sourceStat } from './schema.ts';

/** Counts of deliveries, since they were last stored. */
interface Tally {
  written_at: number;
  accepted: number;
  duplicates: number;
  refused: number;
  /** By what the provider calls its types. */
  ignored: Record<string, number>;
}

type Counts = Omit<Tally, 'written_at'>;

const MINUTE = 60_000;
/** Kinds that are told apart: a provider has a few dozen; a sender of nonsense may not fill the row. */
const KINDS = 40;
/** A type's name. Any other text in its place may be anything, and is not shown. */
const KIND = /^(?!.*\d{7})[a-z][\w.:/-]{0,63}$/i;

/** Counted in the isolate, so that what strangers send never causes a write. An isolate that ends takes its rest along. */
const tallies = new Map<string, Tally>();

const tallyOf = (source: string): Tally => {
  const tally = tallies.get(source) ?? { written_at: 0, accepted: 0, duplicates: 0, refused: 0, ignored: {} };
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

/** Counts an authentic delivery, and writes a source's row down, at most once a minute. */
export const countDelivery = async (
  db: Database,
  source: string,
  { accepted, duplicates, ignored }: { accepted: number; duplicates: number; ignored: string[] },
  now: number,
): Promise<void> => {
  const tally = tallyOf(source);
  tally.accepted += accepted;
  tally.duplicates += duplicates;
  for (const kind of ignored) tally.ignored = withKinds(tally.ignored, Object.fromEntries([[kind, 1]]));
  if (now - tally.written_at < MINUTE) return;
  tallies.set(source, { written_at: now, accepted: 0, duplicates: 0, refused: 0, ignored: {} });
  const stored = await db.select().from(sourceStat).where(eq(sourceStat.source, source)).get();
  const sum = { ...sumOf(stored, tally), last_delivery_at: now };
  await db
    .insert(sourceStat)
    .values({ source, ...sum })
    .onConflictDoUpdate({ target: sourceStat.source, set: sum });
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
