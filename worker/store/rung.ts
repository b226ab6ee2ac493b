import type { ChannelName } from '../contract/alerts.ts';
import { hexOf } from '../domain/event-id.ts';
import type { Database } from './database.ts';
import type { Rung } from './schema.ts';
import {
  FORGET_RUNG,
  LOOK_AGAIN,
  LOOK_AT_ENDED,
  MARK_END_FAILED,
  MARK_FAILED,
  MARK_RUNG,
  MARK_SENDING,
} from './statements.ts';

const hexes = (ids: string[]): string => JSON.stringify(ids.map(hexOf));
const pairs = (rows: Pick<Rung, 'id' | 'channel'>[]): string =>
  JSON.stringify(rows.map(({ id, channel }) => [hexOf(id), channel]));

const batch = (db: Database, ...statements: [query: string, ...values: unknown[]][]) =>
  db.$client.batch(statements.map(([query, ...values]) => db.$client.prepare(query).bind(...values)));

/** Stores that problems are about to be sent to channels, by the event and the channel of each. */
export const markSending = (db: Database, sending: Pick<Rung, 'id' | 'channel'>[], now: number) =>
  batch(db, [MARK_SENDING, pairs(sending), now]);

/** Stores that a message got through a channel: the problems that it opened, by their events, and the rows that it ends. */
export const markRung = (
  db: Database,
  channel: ChannelName,
  { opened, ended, thread }: { opened: string[]; ended: Rung[]; thread: string | null },
  now: number,
) => batch(db, [MARK_RUNG, hexes(opened), channel, now, thread], [FORGET_RUNG, pairs(ended)]);

/** Stores that a channel did not take the start of some problems, and the end of others. */
export const markFailed = (
  db: Database,
  channel: ChannelName,
  { opened, ended }: { opened: string[]; ended: string[] },
  now: number,
) => batch(db, [MARK_FAILED, hexes(opened), channel], [MARK_END_FAILED, hexes(ended), channel, now]);

/** The rest that a run leaves to later ones. */
export interface Left {
  /** When to look again at each event that the run took until `lease`; null: not at all. */
  looks: [id: string, at: number | null][];
  lease: number;
  /** Events whose problem was open as it was sent: one that has ended since is looked at again. */
  opened: string[];
  forgotten: Rung[];
}

/** Stores what is left to do. A save or a click that came meanwhile, and has an event looked at, has its way. */
export const storeLeft = (db: Database, { looks, lease, opened, forgotten }: Left, now: number) =>
  batch(
    db,
    [LOOK_AGAIN, JSON.stringify(looks.map(([id, at]) => [hexOf(id), at])), lease],
    [LOOK_AT_ENDED, hexes(opened), now],
    [FORGET_RUNG, pairs(forgotten)],
  );
