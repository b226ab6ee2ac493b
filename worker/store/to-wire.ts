import type { LogEvent } from '../contract/event.ts';
import { clip } from '../domain/message.ts';
import type { ActionSettings } from '../domain/offered.ts';
import { offered } from '../domain/offered.ts';
import { problemName } from '../domain/problem-name.ts';
import { snoozedUntil } from './open.ts';
import type { Row } from './schema.ts';

const iso = (ms: number) => new Date(ms).toISOString();
const isoOrNull = (ms: number | null) => (ms === null ? null : iso(ms));

/** The newest failure of a run says how often it failed; one that a newer one repeated does not. */
const isNewest = ({ resolved_by }: Row): boolean => resolved_by !== 'repeated';

/** The click that an open failure came back from. */
const cameBack = ({ resolved_at, came_back }: Row): LogEvent['came_back'] =>
  resolved_at === null && came_back !== null ? { resolved_by: came_back.by, resolved_at: iso(came_back.at) } : null;

/** Of an order with several parcels each sentence names its own. */
export const sentence = (message: string, is_part: boolean, tracking: unknown): string => {
  if (!is_part || typeof tracking !== 'string' || message.includes(tracking)) return message;
  return clip(`${message} — ${tracking}`);
};

/** The one place that knows both the row and the wire. */
export const toWire = (row: Row, settings: ActionSettings): LogEvent => ({
  id: row.id,
  event_type: row.event_type,
  level: row.level,
  order_id: row.order_id,
  message: sentence(row.message, row.is_part, row.payload.tracking),
  payload: row.payload,
  source: row.source,
  actor: row.actor,
  occurred_at: iso(row.occurred_at),
  inserted_at: iso(row.inserted_at),
  resolved_at: isoOrNull(row.resolved_at),
  resolved_by: row.resolved_by,
  problem: problemName(row.problem, row.order_id),
  repeats: isNewest(row) ? (row.repeats ?? 1) : 1,
  snoozed_until: isoOrNull(snoozedUntil(row, Date.now())),
  actions: offered(row, settings),
  came_back: cameBack(row),
  retracted: row.retracted,
});
