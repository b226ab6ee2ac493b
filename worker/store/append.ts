import { NOTHING_EXPECTED } from '../domain/deadlines.ts';
import type { Entry } from '../domain/entry.ts';
import { hexOf, keyPart } from '../domain/event-id.ts';
import { orderStream } from '../domain/story/assign.ts';
import type { Effects } from '../domain/story/event.ts';
import { type FoldSettings, fold } from '../domain/story/fold.ts';
import { ringing } from '../domain/story/ringing.ts';
import { attempt, backOff, TooBusy, TRIES } from './commit.ts';
import type { Database } from './database.ts';
import type { Insert } from './difference.ts';
import type { Loaded, Selection } from './load.ts';
import { type NewRow, newRow, storedRow } from './new-row.ts';
import { insert } from './save.ts';
import type { Row } from './schema.ts';

export interface Appended {
  /** The ids in the order of the entries, new or not. */
  ids: string[];
  /** The events that were not there before, by id, as they are stored. */
  added: Map<string, Row>;
  /** How often it was tried to save them. */
  tries: number;
}

const unique = <T>(values: T[]): T[] => [...new Set(values)];

/** The streams that an event names itself. */
const streamsOf = ({ event: { effects } }: NewRow): string[] => {
  const order = effects.order ?? effects.hint;
  return [
    ...(order === undefined ? [] : [orderStream(order)]),
    ...(effects.alone === undefined ? [] : [effects.alone]),
  ];
};

const selectionOf = (rows: NewRow[]): Selection => ({
  streams: unique(rows.flatMap(streamsOf)),
  refs: unique(rows.flatMap(({ event }) => event.effects.refs ?? [])),
  ids: rows.map(({ event }) => event.id),
});

/** An event that changes nothing but itself, as it is to be stored. */
const quietInsert = (row: NewRow, now: number, ringAfter: number | undefined): Insert => {
  const { event } = row;
  const { order } = event.effects;
  const { states } = fold([event], NOTHING_EXPECTED);
  const [stream, state] = [order === undefined ? null : orderStream(order), states.get(event.id)!];
  const looks = ringing([{ event, stream, state, ring_at: null }], now, ringAfter);
  return { row, stream, state, ring_at: looks.get(event.id) ?? null };
};

/** Two halves, in which the events of a stream stay together as far as they say which it is. */
const halves = (rows: NewRow[]): NewRow[][] => {
  const groups = [...Map.groupBy(rows, (row) => selectionOf([row]).streams[0] ?? row.event.effects.refs?.[0]).values()];
  const middle = Math.ceil(groups.length / 2);
  return [groups.slice(0, middle).flat(), groups.slice(middle).flat()].filter((half) => half.length > 0);
};

/** A request's events on their way into the log. */
interface Storing {
  db: Database;
  settings: FoldSettings;
  now: number;
  /** Tries left, for all parts of a batch together. */
  left: number;
  tries: number;
  /** Events that change nothing but themselves; the first save takes them along. */
  quiet: Insert[];
  /** Where an event is stored that came before under another id. */
  aliases: Map<string, string>;
  added: Map<string, Row>;
}

/** Notes which of these were not there before. */
const note = ({ added }: Storing, inserts: Omit<Insert, 'ring_at'>[], stored: Set<string>): void => {
  for (const { row, stream, state } of inserts) {
    if (stored.has(hexOf(row.event.id))) added.set(row.event.id, storedRow(row, stream, state));
  }
};

/**
 * Stores events that concern others: load, fold, save. A batch that another save overtook is tried again in halves, so that
 * one busy order does not hold up all others.
 */
const storeTelling = async (storing: Storing, rows: NewRow[]): Promise<void> => {
  const { db, settings, now } = storing;
  for (let tried = 1; storing.left > 0; tried++) {
    storing.left--;
    storing.tries++;
    const start = performance.now();
    const change = (loaded: Loaded) => ({ added: fresh(storing, loaded, rows), quiet: storing.quiet });
    const committed = await attempt(db, selectionOf(rows), settings, change, now);
    if (committed) {
      const { streams, states } = committed.stories;
      const inserts = rows.flatMap((row) => {
        const state = states.get(row.event.id);
        return state ? [{ row, stream: streams.get(row.event.id) ?? null, state }] : [];
      });
      note(storing, [...inserts, ...storing.quiet], committed.stored);
      storing.quiet = [];
      return;
    }
    await backOff(tried, performance.now() - start);
    const parts = halves(rows);
    if (parts.length < 2) continue;
    for (const part of parts) await storeTelling(storing, part);
    return;
  }
  throw new TooBusy('others save the same streams');
};

/** The rows that are not stored yet, each once. */
const fresh = ({ aliases }: Storing, { events, known }: Loaded, rows: NewRow[]): NewRow[] => {
  const found: NewRow[] = [];
  for (const row of rows) {
    const { id, effects } = row.event;
    const isSame = (other: { id: string; effects: Effects }) => other.effects.once && keyPart(other.id) === keyPart(id);
    const before = effects.once && [...events, ...found.map(({ event }) => event)].find(isSame);
    if (before && before.id !== id) aliases.set(id, before.id);
    else if (!known.has(id) && !found.some(({ event }) => event.id === id)) found.push(row);
  }
  return found;
};

/**
 * Records events, each once: one that is there already is left as it is and writes nothing. Throws only where storage does,
 * or where others save the same streams all the time; what is stored by then stays, and a retry finds it.
 */
export const append = async (
  db: Database,
  entries: Entry[],
  settings: FoldSettings,
  now = Date.now(),
): Promise<Appended> => {
  const rows = await Promise.all(entries.map((entry) => newRow(entry, now)));
  const telling = rows.filter((row) => !row.isQuiet);
  const quiet = rows.filter((row) => row.isQuiet).map((row) => quietInsert(row, now, settings.ringAfter));
  const storing: Storing = { db, settings, now, quiet, left: TRIES, tries: 0, aliases: new Map(), added: new Map() };
  if (telling.length > 0) await storeTelling(storing, telling);
  else if (quiet.length > 0) note(storing, quiet, await insert(db, quiet));
  const { aliases, added, tries } = storing;
  return { ids: rows.map(({ event: { id } }) => aliases.get(id) ?? id), added, tries };
};
