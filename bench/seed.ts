// Seeds a log of a given size once, and caches it in `.wrangler/bench`.
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { D1Database } from '@cloudflare/workers-types';
import { hexOf } from '../worker/domain/event-id.ts';
import { overdue } from '../worker/jobs/overdue.ts';
import { resolveEvents } from '../worker/store/clicks.ts';
import { type Database, database } from '../worker/store/database.ts';
import { resolveMatching } from '../worker/store/resolve-all.ts';
import { append, SETTINGS, SHOP } from '../worker/testing/entries.ts';
import { migrate, openD1 } from './local-d1.ts';
import { type Arrival, DAY } from './order.ts';
import { comesBack, DAYS, days, NOW, trouble } from './shop.ts';
import { openSqlite } from './sqlite-d1.ts';

const ROOT = join(import.meta.dirname, '..');
const CACHE = join(ROOT, '.wrangler/bench');
/** The files that a seeded database depends on. */
const MADE_OF = [
  'migrations',
  'bench/order.ts',
  'bench/random.ts',
  'bench/seed.ts',
  'bench/shop.ts',
  'bench/sqlite-d1.ts',
  'worker/contract/taxonomy.ts',
  'worker/domain',
  'worker/http/event-entry.ts',
  'worker/jobs/overdue.ts',
  'worker/sources/source-entry.ts',
  ...['append', 'attention', 'commit', 'difference', 'load', 'new-row', 'save', 'statements'].map(
    (name) => `worker/store/${name}.ts`,
  ),
];
/** Events in one statement, as `POST /v1/events` takes them. */
const BATCH = 500;
/** A person resolves a problem that does not recover by itself, such as a bounced mail, within this time. */
const TIDY = 3 * DAY;
/** The person who clicks. */
const ANA = { by: 'Ana', order_id: null };

const version = (): string => {
  const hash = createHash('sha256');
  const add = (path: string): void => {
    if (/\.\w+$/.test(path)) hash.update(readFileSync(join(ROOT, path)));
    else for (const file of readdirSync(join(ROOT, path)).sort()) if (!file.includes('.test.')) add(join(path, file));
  };
  MADE_OF.forEach(add);
  return hash.digest('hex').slice(0, 16);
};

/** Sets the recording time of each event to its arrival: here many are recorded at once, in a shop one by one. */
const BACKDATE = `
  UPDATE activity_log SET inserted_at = e.value ->> 'at' FROM json_each(?) e
  WHERE activity_log.id = unhex(e.value ->> 'id')`;

const record = async (db: Database, arrivals: Arrival[]): Promise<string[]> => {
  const ids: string[] = [];
  for (let start = 0; start < arrivals.length; start += BATCH) {
    const some = arrivals.slice(start, start + BATCH);
    const appended = await append(
      db,
      some.map(({ entry }) => entry),
      some.at(-1)!.at,
    );
    const times = some.map(({ at }, i) => ({ at, id: hexOf(appended.ids[i]!) }));
    await db.$client.prepare(BACKDATE).bind(JSON.stringify(times)).run();
    ids.push(...appended.ids);
  }
  return ids;
};

/** Records the problems that are open at the end. Some of them were resolved by a person and came back. */
const recordTrouble = async (db: Database): Promise<void> => {
  const arrivals = trouble();
  const isFirst = ({ entry: { order_id } }: Arrival, i: number) => arrivals[i - 1]?.entry.order_id !== order_id;
  const first = arrivals.filter(isFirst);
  const ids = await record(db, first);
  const resolved = ids.filter((_, i) => comesBack(first[i]!.entry.order_id!));
  await resolveEvents(db, resolved, ANA, SETTINGS, first.at(-1)!.at);
  await record(
    db,
    arrivals.filter((arrival, i) => !isFirst(arrival, i)),
  );
};

/** Plays the shop's days into an empty database, by `append`, the cron and a person's clicks as in a real shop. */
const play = async (DB: D1Database, events: number, progress: (part: number) => void): Promise<void> => {
  const db = database(DB);
  let played = 0;
  for (const { day, arrivals } of days(events)) {
    await record(db, arrivals);
    await overdue({ DB, ...SHOP }, day + DAY);
    const until = day - TIDY;
    await resolveMatching(db, { tab: 'attention', until }, day + DAY, ANA, day + DAY);
    progress(++played / DAYS);
  }
  await overdue({ DB, ...SHOP }, NOW);
  await resolveMatching(db, { tab: 'attention' }, NOW, ANA, NOW);
  await recordTrouble(db);
};

/** The file of the one database that local D1 keeps in a folder. */
const databaseIn = (folder: string): string => {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const file = files.find((name) => /D1DatabaseObject\W\w+\.sqlite$/.test(name) && !name.endsWith('metadata.sqlite'));
  if (file === undefined) throw new Error(`no database in ${folder}`);
  return join(folder, file);
};

/**
 * Returns a folder with a database of about `events` events, which may be changed: a copy of one that is seeded once for each
 * version of the files in `MADE_OF`.
 */
export const seeded = async (events: number, progress: (part: number) => void): Promise<string> => {
  const cached = join(CACHE, version(), String(events));
  if (!existsSync(cached)) {
    await mkdir(join(cached, '..'), { recursive: true });
    const making = mkdtempSync(`${cached}-`);
    const { DB, close } = await openD1(making);
    await migrate(DB);
    await close();
    const sqlite = openSqlite(databaseIn(making));
    await play(sqlite.DB, events, progress);
    sqlite.close();
    renameSync(making, cached);
  }
  const copy = mkdtempSync(join(tmpdir(), 'flagpost-bench-'));
  cpSync(cached, copy, { recursive: true });
  return copy;
};

/** Deletes a copy. */
export const discard = (folder: string): void => rmSync(folder, { recursive: true, force: true });
