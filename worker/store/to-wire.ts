import type { LogEvent } from '../contract/event.ts';
import { eventType } from '../contract/taxonomy.ts';
import type { Row } from './schema.ts';

const iso = (ms: number) => new Date(ms).toISOString();

/** What failed, by the type where the sender did not say: `submission:SS-1001`, `sync:printify`. */
const problemOf = ({ event_type, order_id, payload }: Row): string | null => {
  const { problem } = eventType(event_type);
  if (!problem) return null;
  const of = problem.of === 'order_id' ? order_id : payload[problem.of];
  return typeof of === 'string' ? `${problem.scope}:${of}` : null;
};

/** The one place that knows both the row and the wire. */
export const toWire = (row: Row): LogEvent => ({
  id: row.id,
  event_type: row.event_type,
  level: row.level,
  order_id: row.order_id,
  message: row.message,
  payload: row.payload,
  source: row.source,
  actor: row.actor,
  occurred_at: iso(row.occurred_at),
  inserted_at: iso(row.inserted_at),
  resolved_at: row.resolved_at === null ? null : iso(row.resolved_at),
  resolved_by: row.resolved_by,
  problem: row.problem ?? problemOf(row),
  repeats: 1,
});
