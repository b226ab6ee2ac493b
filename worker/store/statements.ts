/**
 * The statements that take any number of events at once. Each binds its rows as one parameter, a JSON array, since D1 takes
 * 100 parameters a statement and fifty statements a request on the free plan. Drizzle cannot say `json_each`, and its
 * `batch` takes no raw SQL, so these go to D1 as they are. Ids are hex in JSON.
 */

/**
 * All streams that share a ref, directly or through another, with these streams (?1) and refs (?2). ?3 bounds their number:
 * refs that tie many orders together are a mistake, which must not have an append read the whole log.
 */
const REACHED = `
  WITH RECURSIVE reached (key) AS (
    SELECT value FROM json_each(?1)
    UNION SELECT r.stream FROM json_each(?2) j CROSS JOIN ref r ON r.ref = j.value
    UNION SELECT b.stream FROM reached
      CROSS JOIN ref a INDEXED BY ref_by_stream ON a.stream = reached.key
      CROSS JOIN ref b ON b.ref = a.ref
    LIMIT ?3
  )`;

export const LOAD_STREAMS = `${REACHED}
  SELECT reached.key, coalesce(s.version, 0) AS version, s.due_at, lower(hex(s.window_from)) AS window_from,
    coalesce(s.is_cut, 0) AS is_cut, s.status, s.standing,
    (SELECT json_group_array(json_array(r.ref, lower(hex(r.since)), r.depth)) FROM ref r INDEXED BY ref_by_stream
      WHERE r.stream = reached.key) AS refs
  FROM reached LEFT JOIN stream s ON s.key = reached.key`;

export const LOAD_EVENTS = `${REACHED}
  SELECT lower(hex(l.id)) AS hex, l.event_type, l.level, l.stream, l.problem, l.effects, l.occurred_at, l.hidden,
    l.is_whole, l.retracted, l.is_part, l.items_of,
    l.resolved_at, l.resolved_by, l.repeats, l.came_back, l.ring_at
  FROM reached
  CROSS JOIN stream s ON s.key = reached.key
  CROSS JOIN activity_log l INDEXED BY by_stream ON l.stream = reached.key AND l.id >= coalesce(s.window_from, x'')
  WHERE l.effects ->> 'test' IS NULL`;

/**
 * The streams to which an external id leads (?1), written whole, `stripe:pi_3`, or as its provider writes it, `pi_3`: the
 * statement skips through the index from one namespace to the next. Tracking numbers are found in small letters too.
 */
export const FIND_REF = `
  WITH RECURSIVE space (name) AS (
    SELECT substr(min(ref), 1, instr(min(ref), ':')) FROM ref
    UNION ALL
    SELECT (SELECT substr(min(r.ref), 1, instr(min(r.ref), ':')) FROM ref r WHERE r.ref >= rtrim(space.name, ':') || ';')
    FROM space WHERE space.name <> '' LIMIT 50
  )
  SELECT DISTINCT stream FROM ref
  WHERE ref IN (SELECT ?1 UNION SELECT name || ?1 FROM space UNION SELECT name || upper(?1) FROM space) LIMIT 10`;

export const LOAD_KNOWN = `
  SELECT lower(hex(l.id)) AS hex FROM json_each(?1) j CROSS JOIN activity_log l ON l.id = unhex(j.value)`;

/**
 * Ends the batch, since a version cannot be null, where a stream is not as it was loaded (?1: pairs of key and version), or
 * where one of these refs (?2) leads to a stream that was not loaded.
 */
export const EXPECT = `
  INSERT INTO stream (key, version)
  SELECT 'overtaken', NULL WHERE EXISTS (
    SELECT 1 FROM json_each(?1) e LEFT JOIN stream s ON s.key = e.value ->> 0
    WHERE coalesce(s.version, 0) <> e.value ->> 1
  ) OR EXISTS (
    SELECT 1 FROM json_each(?2) e CROSS JOIN ref r ON r.ref = e.value
    WHERE r.stream NOT IN (SELECT value ->> 0 FROM json_each(?1))
  )`;

/** How D1 reports that `EXPECT` ended a batch. */
export const OVERTAKEN = 'NOT NULL constraint failed: stream.version';

export const SAVE_STREAMS = `
  INSERT INTO stream (key, version, due_at, window_from, is_cut, status, standing)
  SELECT value ->> 'key', value ->> 'version', value ->> 'due_at', unhex(value ->> 'window_from'), value ->> 'is_cut',
    value ->> 'status', value ->> 'standing'
  FROM json_each(?1) WHERE true
  ON CONFLICT (key) DO UPDATE SET version = excluded.version, due_at = excluded.due_at,
    window_from = excluded.window_from, is_cut = excluded.is_cut, status = excluded.status, standing = excluded.standing`;

/** A save that changes no deadline. Were `due_at` among what it sets, each would write a row of its index too. */
export const RAISE_VERSIONS = `
  UPDATE stream SET version = e.value ->> 'version', status = e.value ->> 'status', standing = e.value ->> 'standing'
  FROM json_each(?1) e WHERE stream.key = e.value ->> 'key'`;

export const DROP_STREAMS = 'DELETE FROM stream WHERE key IN (SELECT value FROM json_each(?1))';

export const FORGET_REFS = `
  DELETE FROM ref WHERE (ref, stream) IN (SELECT value ->> 0, value ->> 1 FROM json_each(?1))`;

/** A ref leads to five streams at most: then it decides nothing, and more of them would only be read. */
export const LEARN_REFS = `
  INSERT INTO ref (ref, stream, since, depth, contested)
  SELECT e.value ->> 'ref', e.value ->> 'stream', unhex(e.value ->> 'since'), e.value ->> 'depth', e.value ->> 'contested'
  FROM json_each(?1) e WHERE (SELECT count(*) FROM ref r WHERE r.ref = e.value ->> 'ref') < 5
  ON CONFLICT (ref, stream) DO UPDATE SET since = excluded.since, depth = excluded.depth`;

export const INSERT_EVENTS = `
  INSERT INTO activity_log (id, event_type, level, stream, message, payload, source, actor, problem, effects, actions,
    occurred_at, inserted_at, hidden, is_whole, retracted, is_part, items_of, resolved_at, resolved_by, repeats, came_back, ring_at)
  SELECT unhex(value ->> 'hex'), value ->> 'event_type', value ->> 'level', value ->> 'stream', value ->> 'message',
    value ->> 'payload', value ->> 'source', value ->> 'actor', value ->> 'problem', value ->> 'effects',
    value ->> 'actions', value ->> 'occurred_at', value ->> 'inserted_at', value ->> 'hidden', value ->> 'is_whole',
    value ->> 'retracted', value ->> 'is_part', value ->> 'items_of', value ->> 'resolved_at',
    value ->> 'resolved_by', value ->> 'repeats',
    value ->> 'came_back', value ->> 'ring_at'
  FROM json_each(?1) WHERE true
  ON CONFLICT DO NOTHING
  RETURNING lower(hex(id)) AS hex`;

const UPDATE = `
  UPDATE activity_log SET stream = e.value ->> 'stream', hidden = e.value ->> 'hidden', is_whole = e.value ->> 'is_whole',
    retracted = e.value ->> 'retracted', is_part = e.value ->> 'is_part', items_of = e.value ->> 'items_of',
    resolved_at = e.value ->> 'resolved_at', resolved_by = e.value ->> 'resolved_by', repeats = e.value ->> 'repeats',
    came_back = e.value ->> 'came_back'`;

/** Only rows that are there: one that was pruned or erased meanwhile does not come back. */
export const UPDATE_EVENTS = `${UPDATE} FROM json_each(?1) e WHERE activity_log.id = unhex(e.value ->> 'hex')`;

/**
 * The same, and when to look at them; a row that says none keeps its own. A statement that names `ring_at` writes a row of its
 * index for each event that has one, changed or not.
 */
export const UPDATE_RINGING = `${UPDATE}, ring_at = coalesce(e.value ->> 'ring_at', ring_at)
  FROM json_each(?1) e WHERE activity_log.id = unhex(e.value ->> 'hex')`;

/** Takes what is due (?1) for a while (?2): another run that comes meanwhile does not find it. ?3 bounds how much. */
export const CLAIM_DUE = `
  UPDATE activity_log SET ring_at = ?2
  WHERE +ring_at <= ?1
    AND id IN (SELECT id FROM activity_log INDEXED BY by_ring WHERE ring_at <= ?1 ORDER BY ring_at LIMIT ?3)
  RETURNING lower(hex(id)) AS hex, stream, problem`;

const FAILURE = `
  lower(hex(l.id)) AS hex, l.event_type, l.level, l.stream, l.order_id, l.problem, l.message, l.payload ->> 'tracking' AS tracking,
  l.is_part, l.occurred_at, l.hidden, l.resolved_at, l.resolved_by, l.repeats, l.came_back, l.snoozed_until, l.ring_at,
  l.effects ->> 'history' IS NOT NULL AS is_history`;

/** All failures of these problems (?1: pairs of stream and name), but for those that are older than what is folded. */
export const LOAD_FAILURES = `
  SELECT ${FAILURE} FROM json_each(?1) e
  LEFT JOIN stream s ON s.key = e.value ->> 0
  CROSS JOIN activity_log l INDEXED BY by_stream ON l.stream = e.value ->> 0 AND l.id >= coalesce(s.window_from, x'')
  WHERE l.problem = e.value ->> 1 AND l.level <> 'info'`;

/** Failures that stand alone. */
export const LOAD_ALONE = `SELECT ${FAILURE} FROM json_each(?1) e CROSS JOIN activity_log l ON l.id = unhex(e.value)`;

/** Open failures, errors first, oldest first, but none that is imported or snoozed. ?1 is now, ?2 bounds how many. */
export const LOAD_NEED = `
  SELECT ${FAILURE} FROM activity_log l INDEXED BY by_attention
  WHERE l.level <> 'info' AND l.resolved_at IS NULL AND l.hidden IS NULL
    AND (l.snoozed_until IS NULL OR l.snoozed_until <= ?1) AND l.effects ->> 'history' IS NULL
  ORDER BY l.level = 'error' DESC, l.id LIMIT ?2`;

/** The channels in which these failures rang, or were to. */
export const LOAD_RUNG = `
  SELECT lower(hex(a.id)) AS hex, a.channel, a.since, a.rung_at, a.is_sending, a.over_since, a.thread
  FROM json_each(?1) e CROSS JOIN alert a ON a.id = unhex(e.value)`;

/**
 * Problems are about to ring at ?2 (?1: pairs of event and channel). A run that dies before it stores more may have sent them, so
 * that their end rings too.
 */
export const MARK_SENDING = `
  INSERT INTO alert (id, channel, since, is_sending) SELECT unhex(value ->> 0), value ->> 1, ?2, 1 FROM json_each(?1) WHERE true
  ON CONFLICT (id, channel) DO UPDATE SET is_sending = 1`;

/** Problems (?1) rang in a channel (?2) at ?3, in a thread (?4). */
export const MARK_RUNG = `
  INSERT INTO alert (id, channel, since, rung_at, thread)
  SELECT unhex(value), ?2, ?3, ?3, ?4 FROM json_each(?1) WHERE true
  ON CONFLICT (id, channel) DO UPDATE SET rung_at = excluded.rung_at, thread = excluded.thread, is_sending = 0`;

/** A channel (?2) did not take problems (?1). */
export const MARK_FAILED = `
  UPDATE alert SET is_sending = 0 WHERE channel = ?2 AND id IN (SELECT unhex(value) FROM json_each(?1))`;

/** A channel (?2) did not take the end of problems (?1), at ?3 for the first time. */
export const MARK_END_FAILED = `
  UPDATE alert SET over_since = ?3
  WHERE over_since IS NULL AND channel = ?2 AND id IN (SELECT unhex(value) FROM json_each(?1))`;

/** Nothing is left to ring of these: pairs of event and channel. */
export const FORGET_RUNG = `
  DELETE FROM alert WHERE (id, channel) IN (SELECT unhex(value ->> 0), value ->> 1 FROM json_each(?1))`;

/** When to look again (?1: pairs of event and moment), unless another save has set that since the events were taken until ?2. */
export const LOOK_AGAIN = `
  UPDATE activity_log SET ring_at = e.value ->> 1 FROM json_each(?1) e
  WHERE activity_log.id = unhex(e.value ->> 0) AND (ring_at = ?2 OR ring_at IS NULL)`;

/** Looks again at failures (?1) that rang, and whose problem ended while they were sent. */
export const LOOK_AT_ENDED = `
  UPDATE activity_log SET ring_at = ?2
  WHERE id IN (SELECT unhex(value) FROM json_each(?1))
    AND (hidden IS NOT NULL OR (resolved_at IS NOT NULL AND resolved_by <> 'repeated'))`;

/** One range of the key (?1 to ?2) that was recorded before ?3; what is open by now stays, and so do the ids of ?4. */
export const REMOVE_RANGE = `
  DELETE FROM activity_log WHERE id BETWEEN unhex(?1) AND unhex(?2) AND inserted_at < ?3
    AND NOT (level <> 'info' AND resolved_at IS NULL AND hidden IS NULL) AND instr(?4, lower(hex(id))) = 0`;

export const REMOVE_EVENTS = 'DELETE FROM activity_log WHERE id IN (SELECT unhex(value) FROM json_each(?1))';

const EMPTY = `
  SELECT j.value FROM json_each(?1) j
  WHERE NOT EXISTS (SELECT 1 FROM activity_log l INDEXED BY by_stream WHERE l.stream = j.value)`;

/** Refs and streams go with the last event of a stream. */
export const DROP_EMPTY_REFS = `DELETE FROM ref WHERE stream IN (${EMPTY})`;
export const DROP_EMPTY_STREAMS = `DELETE FROM stream WHERE key IN (${EMPTY})`;

/** Rows of events that are gone. Their end never rang, since their channel was switched off before it came. */
export const DROP_ALERTS = `DELETE FROM alert WHERE id NOT IN (SELECT l.id FROM alert a CROSS JOIN activity_log l ON l.id = a.id)`;

/** Streams that have lost events. */
export const CUT_STREAMS = `
  UPDATE stream SET version = version + 1, is_cut = 1 WHERE key IN (SELECT value FROM json_each(?1))`;

/**
 * Of these events (?1) how many were stored since a moment (?2). Unless ?3 is 1, one that is hidden does not count, nor one that
 * took the place of an earlier teller.
 */
export const COUNT_MISSED = `
  SELECT count(*) AS missed
  FROM (SELECT DISTINCT value FROM json_each(?1)) j CROSS JOIN activity_log l ON l.id = unhex(j.value)
  WHERE l.inserted_at >= ?2 AND (?3 = 1 OR (l.hidden IS NULL AND NOT EXISTS (
    SELECT 1 FROM activity_log o INDEXED BY by_stream
    WHERE o.stream = l.stream AND o.event_type = l.event_type AND o.source = l.source
      AND o.hidden IN ('duplicate', 'repeat') AND o.inserted_at < ?2)))`;
