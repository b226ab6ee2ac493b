import type { EventAction, Level, Payload } from '../contract/event.ts';
import type { Deadline } from '../domain/deadlines.ts';
import { eventId, hexOf } from '../domain/event-id.ts';
import type { Database } from './database.ts';
import { problemOf } from './problems.ts';
import { raising, warningsFor } from './raise.ts';

/** An event on its way into the log: parsed, complete, and believed. */
export interface Entry {
  event_type: string;
  level: Level;
  order_id: string | null;
  message: string;
  payload: Payload;
  source: string;
  actor: string | null;
  /** The problem by name, where the sender named it. */
  problem: string | null;
  fact: string | null;
  refs: string[];
  actions: EventAction[];
  /** ms since 1970. */
  occurred_at: number;
  /** What makes two deliveries the same event, within its source. */
  key: string;
  /** Where `key` and `occurred_at` cannot tell a repeat: stored only if `is` differs from the last known state of `of`. */
  status: { of: string; is: string } | null;
}

export interface Appended {
  /** The ids in the order of the entries, new or not. */
  ids: string[];
  /** Those that were not there before. */
  added: Set<string>;
}

const COLUMNS =
  'event_type, level, about, message, payload, source, actor, opens, closes, problem, fact, actions, occurred_at, inserted_at';

/** The order that a row says it is of, or that the first of its refs is known to be of. */
const ORDER = `
  coalesce(j.value ->> 'order_id', (
    SELECT o.order_id FROM json_each(j.value, '$.refs') r CROSS JOIN order_ref o ON o.ref = r.value ORDER BY r.key LIMIT 1))`;

/** A row whose state is that which was last told, by another event. */
const IS_UNCHANGED = `
  EXISTS (SELECT 1 FROM seen s
    WHERE s.source_key = e.value ->> 'source_key' AND s.state = e.value ->> 'state' AND s.id <> unhex(e.value ->> 'id'))`;

/** While its order is not known, all its refs, by which it waits; otherwise those that nobody has told of this order. */
const REFS = `
  iif(e.order_id IS NULL, e.value ->> 'refs', (
    SELECT nullif(json_group_array(r.value), '[]') FROM json_each(e.value, '$.refs') r
    WHERE NOT EXISTS (SELECT 1 FROM order_ref o WHERE o.ref = r.value AND o.order_id = e.order_id)))`;

/** A state that is a fact needs no memory, unless what it is a state of has one that must move on. */
const REMEMBERS = `
  e.value ->> 'remembers' OR EXISTS (SELECT 1 FROM seen s WHERE s.source_key = e.value ->> 'source_key')`;

/**
 * One statement with one parameter, however many events: D1 takes 100 parameters a statement, and one statement
 * is one transaction. What a new event means for others (its order, its fact, its problem) the triggers do.
 */
const insert = (more = { columns: '', values: '', from: '' }) => `
  INSERT INTO activity_log (id, order_id, refs, source_key, state, ${COLUMNS}${more.columns})
  SELECT unhex(e.value ->> 'id'), e.order_id, ${REFS},
    iif(${REMEMBERS}, e.value ->> 'source_key', NULL), iif(${REMEMBERS}, e.value ->> 'state', NULL),
    ${COLUMNS.split(', ').map((column) => `e.value ->> '${column}'`)}${more.values}
  -- LIMIT keeps SQLite from looking the order up once more for each mention of it.
  FROM (SELECT j.value, ${ORDER} AS order_id FROM json_each(?) j LIMIT -1) e ${more.from}
  WHERE NOT ${IS_UNCHANGED}
  ON CONFLICT DO NOTHING
  RETURNING lower(hex(id)) AS hex`;

const INSERT = insert();

/**
 * The same for one failure, which goes on counting where the last one of its problem stood, so that no trigger needs to
 * write it once more. Of several in one statement, one may be the last of another.
 */
const INSERT_FAILURE = insert({
  columns: ', repeats, came_back',
  values: `,
    iif(l.id IS NOT NULL AND l.resolved_at IS NULL, min(coalesce(l.repeats, 1) + 1, 1000), 1),
    CASE WHEN l.resolved_at IS NULL THEN l.came_back WHEN l.resolved_by NOT IN ('recovered', 'repeated') THEN l.id END`,
  from: `
  LEFT JOIN activity_log l ON l.id = (
    SELECT f.id FROM activity_log f INDEXED BY by_subject
    WHERE f.subject = coalesce(e.order_id, e.value ->> 'about') AND f.opens = e.value ->> 'opens'
      AND f.id < unhex(e.value ->> 'id')
    ORDER BY f.id DESC LIMIT 1)`,
});

/** D1 takes a parameter of 2 MB; a body of 1 MiB may come to more, since numbers can be longer than they were sent. */
const MAX_PARAMETER = 1_500_000;

/** Rows as JSON arrays, each short enough to be a parameter. */
const inParts = (rows: object[]): string[] => {
  const parts: string[][] = [];
  let length = 0;
  for (const row of rows.map((each) => JSON.stringify(each))) {
    length += row.length;
    if (parts.length === 0 || length > MAX_PARAMETER) {
      parts.push([]);
      length = row.length;
    }
    parts.at(-1)!.push(row);
  }
  return parts.map((part) => `[${part.join(',')}]`);
};

/**
 * Records events, each once: one that is there already is left as it is and writes nothing.
 * Throws only where storage does; then none of them is recorded. What comes later than the cron has looked is examined
 * here for what is `expected` after it.
 */
export const append = async (
  db: Database,
  entries: Entry[],
  now = Date.now(),
  expected: Deadline[] = [],
): Promise<Appended> => {
  const ids = await Promise.all(entries.map(eventId));
  if (entries.length === 0) return { ids, added: new Set() };
  const remembered = new Set(entries.map(({ status, fact }) => (status?.is === fact ? undefined : status?.of)));
  const rows = entries.map(({ key, status, refs, actions, ...entry }, i) => ({
    ...entry,
    ...problemOf(entry),
    id: hexOf(ids[i]!),
    refs: refs.length > 0 ? refs : undefined,
    actions: actions.length > 0 ? actions : null,
    source_key: status?.of,
    state: status?.is,
    remembers: status ? remembered.has(status.of) : undefined,
    inserted_at: now,
  }));
  const events = entries.map((entry, i) => ({ ...entry, id: ids[i]! }));
  const late = warningsFor(events, expected).filter(({ occurred_at }) => occurred_at <= now);
  const statement = rows.length === 1 && rows[0]!.opens !== null ? INSERT_FAILURE : INSERT;
  const inserts = inParts(rows).map((part) => db.$client.prepare(statement).bind(part));
  const raises = late.length > 0 ? [raising(db, late, null, now)] : [];
  const results = await db.$client.batch<{ hex: string }>([...inserts, ...raises]);
  const added = new Set(results.slice(0, inserts.length).flatMap((part) => part.results.map(({ hex }) => hex)));
  return { ids, added: new Set(ids.filter((id) => added.has(hexOf(id)))) };
};
