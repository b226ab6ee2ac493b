import type { Deadline } from '../domain/deadlines.ts';
import { derivedId, hexOf } from '../domain/event-id.ts';
import type { Database } from './database.ts';
import { bitOf } from './problems.ts';

/** An event that something is awaited after. */
export interface Awaiting {
  id: string;
  event_type: string;
  /** ms */
  occurred_at: number;
}

/** A warning that may be due, as the table is to keep it. */
export interface Warning {
  id: string;
  since: string;
  opens: number;
  message: string;
  payload: { step: string };
  occurred_at: number;
}

/** The warning stands N after the event that it waited on, and its id derives from that event's: raised once at most. */
const warning = (event: Awaiting, { step, within, message }: Deadline): Warning => {
  const occurred_at = event.occurred_at + within;
  return {
    id: hexOf(derivedId(event.id, occurred_at, 'order.overdue')),
    since: hexOf(event.id),
    opens: bitOf(`overdue.${step}`),
    message,
    payload: { step },
    occurred_at,
  };
};

/** The warnings that these events would be due, of all that is expected. */
export const warningsFor = (events: Awaiting[], expected: Deadline[]): Warning[] =>
  events.flatMap((event) =>
    expected.filter(({ after }) => after === event.event_type).map((deadline) => warning(event, deadline)),
  );

const RAISE = `
  INSERT INTO activity_log (id, event_type, level, order_id, message, payload, source, opens, since, occurred_at, inserted_at)
  SELECT unhex(e.value ->> 'id'), 'order.overdue', 'warning', a.order_id, e.value ->> 'message', e.value ->> 'payload',
    'flagpost', e.value ->> 'opens', a.id, e.value ->> 'occurred_at', ?3
  FROM json_each(?1) e CROSS JOIN activity_log a ON a.id = unhex(e.value ->> 'since')
  WHERE a.order_id IS NOT NULL AND a.retold IS NULL
    AND e.value ->> 'occurred_at' <= coalesce(?2, (SELECT watermark FROM job_run WHERE job = 'overdue'))
    AND NOT EXISTS (
      SELECT 1 FROM activity_log k INDEXED BY by_subject
      WHERE k.subject = a.order_id AND k.opens IS NULL AND k.id > a.id AND k.closes & (e.value ->> 'opens'))
    AND NOT (e.value ->> 'opens' = ${bitOf('overdue.submitted')} AND EXISTS (
      SELECT 1 FROM activity_log f INDEXED BY by_subject
      WHERE f.subject = a.order_id AND f.opens = ${bitOf('submission')} AND f.resolved_at IS NULL))
    AND NOT EXISTS (
      SELECT 1 FROM activity_log w INDEXED BY by_subject WHERE w.subject = a.order_id AND w.opens = e.value ->> 'opens')
    AND NOT EXISTS (
      SELECT 1 FROM activity_log x INDEXED BY by_subject
      WHERE x.subject = a.order_id AND x.opens IS NULL AND x.id < a.id AND x.event_type = a.event_type)
  ON CONFLICT DO NOTHING
  RETURNING id`;

/**
 * The statement that raises those whose event is an order's and was followed by none that reaches the step or ends the
 * order; once for an order and a step, however often it was told that the wait began. While a submission has failed and is open, that it is late is no news. `due` (ms): only those that were due by
 * then; null: by the moment up to which the cron has looked, before whose first run nothing is late.
 */
export const raising = (db: Database, warnings: Warning[], due: number | null, now: number): D1PreparedStatement =>
  db.$client.prepare(RAISE).bind(JSON.stringify(warnings), due, now);
