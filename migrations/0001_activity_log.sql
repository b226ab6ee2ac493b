-- The log: one row an event, clustered on an id that sorts by time and is the same for every delivery of an event.
-- No other index on time or on an idempotency key: D1 bills a row written at a thousand times a row read.
CREATE TABLE activity_log (
  id          BLOB NOT NULL PRIMARY KEY,  -- 16 bytes, see worker/domain/event-id.ts
  event_type  TEXT NOT NULL,
  level       TEXT NOT NULL,              -- 'info', 'warning', 'error'
  order_id    TEXT,
  about       TEXT,                       -- what it is about where that is no order: 'sync:printify'
  message     TEXT NOT NULL,
  payload     TEXT NOT NULL,              -- a JSON object
  source      TEXT NOT NULL,
  actor       TEXT,
  opens,                                  -- a failure's problem within its subject: one bit of the taxonomy's, or a name
  closes      INTEGER,                    -- the taxonomy's problems that are fine after this event: bits
  problem     TEXT,                       -- the problem that an info event says is fine, by a name of the shop's own
  since       BLOB,                       -- an overdue warning: the id it waited on, which is its place in the problem
  fact        TEXT,                       -- what an info event reports, whoever tells it: 'delivered:1Z999'
  refs        TEXT,                       -- JSON array: other systems' ids of this order that it was first to tell
  actions     TEXT,                       -- JSON array: what a person may do about it
  source_key  TEXT,                       -- where the id and the fact cannot tell a repeat: what this is a state of,
  state       TEXT,                       -- and the state that it told
  occurred_at INTEGER NOT NULL,           -- ms since 1970, at the source
  inserted_at INTEGER NOT NULL,           -- ms since 1970, here
  resolved_at INTEGER,
  resolved_by TEXT,                       -- a person, or 'recovered', or 'repeated'
  snoozed_until INTEGER,                  -- ms: until then a person does not want to hear of it; only while it is open
  retold      INTEGER,                    -- 1: an earlier event of this subject tells the same fact
  repeats     INTEGER,                    -- the newest failure of a run: how often it failed; null: once
  came_back   BLOB,                       -- and the failure before that run, if a person took it
  subject     TEXT AS (coalesce(order_id, about, fact)) VIRTUAL
) WITHOUT ROWID;

-- The timeline of an order, the failures and closers of a problem, the tellers of a fact.
CREATE INDEX by_subject ON activity_log (subject, opens, id) WHERE subject IS NOT NULL;

-- What is open; empty in a shop where all is well. What nobody snoozed stands first and in order of id; then what is
-- snoozed, soonest first, so that what is due again is a range of it.
CREATE INDEX by_attention ON activity_log (snoozed_until, id, level) WHERE level <> 'info' AND resolved_at IS NULL;

-- Whose order another system's id means. A ref is claimed once; later claims by other orders are counted, not believed.
CREATE TABLE order_ref (
  ref       TEXT NOT NULL PRIMARY KEY,
  order_id  TEXT NOT NULL,
  contested INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;

-- Events whose refs are not known yet.
CREATE TABLE waiting (
  ref    TEXT NOT NULL,
  id     BLOB NOT NULL,
  others TEXT,                            -- JSON array: the event's refs besides this one; null: none
  PRIMARY KEY (ref, id)
) WITHOUT ROWID;

-- The last state told of what has no stable time or repeats itself.
CREATE TABLE seen (
  source_key TEXT NOT NULL PRIMARY KEY,
  state      TEXT NOT NULL,
  id         BLOB NOT NULL
) WITHOUT ROWID;

-- Events that joined their order, perhaps after the cron for what is overdue had looked at them: it looks again.
CREATE TABLE unexamined (id BLOB NOT NULL PRIMARY KEY) WITHOUT ROWID;

-- Actions that run just now, each once for an event and a name.
CREATE TABLE action_run (
  id         BLOB NOT NULL,
  name       TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  PRIMARY KEY (id, name)
) WITHOUT ROWID;

-- When each cron last ran, how many events it touched, and up to what moment it has looked.
CREATE TABLE job_run (
  job       TEXT NOT NULL PRIMARY KEY,
  ran_at    INTEGER NOT NULL,
  touched   INTEGER NOT NULL,
  watermark INTEGER
) WITHOUT ROWID;

-- What came of each source's deliveries, written at most once a minute.
CREATE TABLE source_stat (
  source           TEXT NOT NULL PRIMARY KEY,
  last_delivery_at INTEGER NOT NULL,
  accepted         INTEGER NOT NULL,
  duplicates       INTEGER NOT NULL,
  refused          INTEGER NOT NULL,
  ignored          TEXT NOT NULL            -- a JSON object: how many, by type
) WITHOUT ROWID;

-- The rules live where the rows are, so that no reader and no concurrent append can see half of them.
-- Each recomputes from what is stored and none counts on another, since triggers have no order among themselves.
-- A view that is only ever inserted into is how SQLite spells a procedure: its trigger is the body, said once.

-- settle(id): a failure's state is its next neighbour's doing. An event that closes its problem: recovered; another
-- failure of it: repeated; neither: open. A person's click beats the neighbour.
CREATE VIEW settle (id) AS SELECT NULL WHERE false;
CREATE TRIGGER settles INSTEAD OF INSERT ON settle
BEGIN
  INSERT INTO settled (id, subject, opens, was, at, by)
  SELECT f.id, f.subject, f.opens, f.resolved_by, max(n.occurred_at, f.occurred_at),
    CASE WHEN n.id IS NULL THEN NULL WHEN n.opens IS NULL THEN 'recovered' ELSE 'repeated' END
  FROM activity_log f LEFT JOIN activity_log n ON n.id = coalesce(
    (SELECT k.id FROM activity_log k INDEXED BY by_subject
      WHERE k.subject = f.subject AND k.opens IS NULL AND k.id > coalesce(f.since, f.id)
        AND k.id < coalesce((SELECT coalesce(q.since, q.id) FROM activity_log q INDEXED BY by_subject
          WHERE q.subject = f.subject AND q.opens = f.opens AND q.id > f.id ORDER BY q.id LIMIT 1), x'ff')
        AND iif(typeof(f.opens) = 'integer', k.closes & f.opens, k.problem = f.opens)
      ORDER BY k.id LIMIT 1),
    (SELECT q.id FROM activity_log q INDEXED BY by_subject
      WHERE q.subject = f.subject AND q.opens = f.opens AND q.id > f.id ORDER BY q.id LIMIT 1))
  WHERE f.id = NEW.id AND (f.resolved_by IS NULL AND n.id IS NOT NULL OR f.resolved_by IN ('recovered', 'repeated'));
END;

CREATE VIEW settled (id, subject, opens, was, at, by) AS SELECT NULL, NULL, NULL, NULL, NULL, NULL WHERE false;
CREATE TRIGGER sets INSTEAD OF INSERT ON settled
BEGIN
  UPDATE activity_log SET resolved_at = NEW.at, resolved_by = NEW.by
    WHERE id = NEW.id AND (resolved_at IS NOT NEW.at OR resolved_by IS NOT NEW.by);
  INSERT INTO recount VALUES (NEW.subject, NEW.opens, iif(NEW.was <> NEW.by OR NEW.by IS NULL AND NEW.was IS NOT NULL, NEW.id, NULL));
END;

-- retell(id, other, has_left): of a subject's events with one fact, the one with the smallest id is shown. `other` is the
-- first of those besides the event that came or left.
CREATE VIEW retell (id, other, has_left) AS SELECT NULL, NULL, NULL WHERE false;
CREATE TRIGGER retells INSTEAD OF INSERT ON retell WHEN NEW.other IS NOT NULL
BEGIN
  UPDATE activity_log SET retold = iif(NEW.has_left, NULL, 1)
    WHERE id = iif(NEW.has_left OR NEW.other > NEW.id, NEW.other, NEW.id) AND (retold IS NULL) <> NEW.has_left;
END;

-- recount(subject, opens, id): of the failures from `id` on, the first two that no newer one repeated: how often the run
-- failed that each is the newest of, since it was fine or a person took it, and what that person took.
CREATE VIEW recount (subject, opens, id) AS SELECT NULL, NULL, NULL WHERE false;
CREATE TRIGGER recounts INSTEAD OF INSERT ON recount WHEN NEW.id IS NOT NULL
BEGIN
  UPDATE activity_log SET (repeats, came_back) = (
    SELECT (SELECT count(*) FROM (SELECT 1 FROM activity_log b INDEXED BY by_subject
        WHERE b.subject = NEW.subject AND b.opens = NEW.opens AND b.id <= activity_log.id AND b.id > coalesce(p.id, x'')
        LIMIT 1000)), iif(p.resolved_by <> 'recovered', p.id, NULL)
      FROM (SELECT 1) LEFT JOIN activity_log p ON p.id = (
        SELECT id FROM (SELECT b.id, b.resolved_by FROM activity_log b INDEXED BY by_subject
          WHERE b.subject = NEW.subject AND b.opens = NEW.opens AND b.id < activity_log.id ORDER BY b.id DESC LIMIT 1000)
        WHERE resolved_by IS NOT 'repeated' LIMIT 1))
  WHERE id IN (SELECT id FROM (SELECT q.id FROM activity_log q INDEXED BY by_subject
    WHERE q.subject = NEW.subject AND q.opens = NEW.opens AND q.id >= NEW.id AND q.resolved_by IS NOT 'repeated'
    ORDER BY q.id LIMIT 2));
END;

-- run(…): a failure came to its problem or left it. The newest one goes on counting where the last one stood, unless
-- `append` has seen to that (then there is no `last`). Where it is not the newest, its run is counted again, and the run after it.
CREATE VIEW run (subject, opens, last, id, next, has_left) AS SELECT NULL, NULL, NULL, NULL, NULL, NULL WHERE false;
CREATE TRIGGER runs_on INSTEAD OF INSERT ON run WHEN NEW.last IS NOT NULL AND NEW.next IS NULL AND NOT NEW.has_left
BEGIN
  UPDATE activity_log SET (repeats, came_back) = (
    SELECT iif(l.resolved_by = 'repeated', min(coalesce(l.repeats, 1) + 1, 1000), NULL),
      iif(l.resolved_by = 'repeated', l.came_back, l.id)
    FROM activity_log l WHERE l.id = NEW.last)
  WHERE id = NEW.id AND (SELECT l.resolved_by <> 'recovered' FROM activity_log l WHERE l.id = NEW.last);
END;
CREATE TRIGGER runs_late INSTEAD OF INSERT ON run WHEN NEW.next IS NOT NULL
BEGIN
  INSERT INTO recount VALUES (NEW.subject, NEW.opens, iif(NEW.has_left, NEW.next, NEW.id));
END;

-- stir(…): an event came to a subject or left it. It is settled, and so is whose next neighbour it may be, or have been.
CREATE VIEW stir (id, subject, opens, closes, problem, fact, is_counted, has_left)
  AS SELECT NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL WHERE false;
CREATE TRIGGER stirs_failure INSTEAD OF INSERT ON stir WHEN NEW.opens IS NOT NULL OR NEW.problem IS NOT NULL
BEGIN
  INSERT INTO settle (id) VALUES (NEW.id);
  INSERT INTO settle (id) VALUES ((
    SELECT id FROM activity_log INDEXED BY by_subject
    WHERE subject = NEW.subject AND opens = coalesce(NEW.opens, NEW.problem) AND id < NEW.id ORDER BY id DESC LIMIT 1));
  INSERT INTO run VALUES (NEW.subject, NEW.opens,
    iif(NEW.is_counted, NULL, (SELECT id FROM activity_log INDEXED BY by_subject
      WHERE subject = NEW.subject AND opens = NEW.opens AND id < NEW.id ORDER BY id DESC LIMIT 1)), NEW.id,
    (SELECT id FROM activity_log INDEXED BY by_subject
      WHERE subject = NEW.subject AND opens = NEW.opens AND id > NEW.id ORDER BY id LIMIT 1), NEW.has_left);
END;
CREATE TRIGGER stirs_closed INSTEAD OF INSERT ON stir WHEN NEW.closes IS NOT NULL
BEGIN
  INSERT INTO settle (id) SELECT last FROM (
    SELECT (SELECT f.id FROM activity_log f INDEXED BY by_subject
      WHERE f.subject = NEW.subject AND f.opens = scope.column1 AND coalesce(f.since, f.id) < NEW.id
      ORDER BY f.id DESC LIMIT 1) AS last
    FROM (VALUES (1), (2), (4), (8), (16), (32)) scope WHERE scope.column1 & NEW.closes)
  WHERE last IS NOT NULL;
END;
CREATE TRIGGER stirs_retold INSTEAD OF INSERT ON stir WHEN NEW.fact IS NOT NULL
BEGIN
  INSERT INTO retell (id, other, has_left) VALUES (NEW.id, (
    SELECT id FROM activity_log INDEXED BY by_subject
    WHERE subject = NEW.subject AND opens IS NULL AND fact = NEW.fact AND id <> NEW.id ORDER BY id LIMIT 1), NEW.has_left);
END;

-- weigh(order_id, of): an event of that type came. A refund ends what its order is waiting for (60: the bits of
-- overdue.*) once nothing is left of the price. What was placed or refunded without an amount is not weighed: such a
-- refund counts as one in full. An id has its type's place (812c: order.created, 832a: order.refunded), so that of the
-- order's other events only the index is read; and all is read once, a line for each fact.
CREATE VIEW weigh (order_id, of) AS SELECT NULL, NULL WHERE false;
CREATE TRIGGER weighs INSTEAD OF INSERT ON weigh
WHEN NEW.of = 'order.refunded' OR NEW.of = 'order.created' AND EXISTS (
  SELECT 1 FROM activity_log INDEXED BY by_subject WHERE subject = NEW.order_id AND substr(id, 7, 2) = x'832a')
BEGIN
  INSERT INTO weighed (id, subject, closes)
  SELECT unhex(id), NEW.order_id, should FROM (
    SELECT r.value ->> 0 AS id, r.value ->> 1 AS closes,
      iif(price > back, nullif((r.value ->> 1) & ~60, 0), coalesce(r.value ->> 1, 0) | 60) AS should
    FROM (
      SELECT max(price) AS price, iif(count(refunds) = count(back), sum(back), NULL) AS back,
        '[' || group_concat(refunds) || ']' AS refunds
      FROM (
        SELECT max(iif(p.event_type = 'order.created', p.payload ->> 'amount', NULL)) AS price,
          max(iif(p.event_type = 'order.refunded', p.payload ->> 'amount', NULL)) AS back,
          group_concat(iif(p.event_type = 'order.refunded', json_array(hex(p.id), p.closes), NULL)) AS refunds
        FROM activity_log i INDEXED BY by_subject CROSS JOIN activity_log p ON p.id = i.id
        WHERE i.subject = NEW.order_id AND substr(i.id, 7, 2) IN (x'812c', x'832a')
        GROUP BY p.event_type, coalesce(p.fact, p.id)))
    CROSS JOIN json_each(refunds) r)
  WHERE closes IS NOT should;
END;

CREATE VIEW weighed (id, subject, closes) AS SELECT NULL, NULL, NULL WHERE false;
CREATE TRIGGER reweighs INSTEAD OF INSERT ON weighed
BEGIN
  UPDATE activity_log SET closes = NEW.closes WHERE id = NEW.id;
  INSERT INTO stir VALUES (NEW.id, NEW.subject, NULL, 60, NULL, NULL, 0, 0);
END;

CREATE TRIGGER pays AFTER INSERT ON activity_log
WHEN NEW.event_type IN ('order.created', 'order.refunded') AND NEW.order_id IS NOT NULL
BEGIN
  INSERT INTO weigh VALUES (NEW.order_id, NEW.event_type);
END;

-- learn(ref, order_id): a ref that is known takes in all that waits for it, and all that waits for what those know.
CREATE VIEW learn (ref, order_id) AS SELECT NULL, NULL WHERE false;
CREATE TRIGGER learns INSTEAD OF INSERT ON learn WHEN EXISTS (SELECT 1 FROM waiting WHERE ref = NEW.ref)
BEGIN
  UPDATE activity_log SET order_id = NEW.order_id, retold = NULL, repeats = NULL, came_back = NULL
  WHERE order_id IS NULL AND id IN (
    WITH RECURSIVE reached (ref, id, others) AS (
      SELECT NULL, id, others FROM waiting WHERE ref = NEW.ref
      UNION
      SELECT o.value, NULL, NULL FROM reached CROSS JOIN json_each(reached.others) o
      UNION
      SELECT NULL, w.id, w.others FROM reached CROSS JOIN waiting w ON w.ref = reached.ref
    )
    SELECT id FROM reached WHERE id IS NOT NULL
  );
END;

-- teach(id, refs, order_id): an event that joined its order by one of its refs waits by none, and teaches the others.
CREATE VIEW teach (id, refs, order_id) AS SELECT NULL, NULL, NULL WHERE false;
CREATE TRIGGER teaches_others INSTEAD OF INSERT ON teach WHEN json_array_length(NEW.refs) > 1
BEGIN
  DELETE FROM waiting WHERE id = NEW.id AND ref IN (SELECT value FROM json_each(NEW.refs));
  INSERT INTO order_ref (ref, order_id) SELECT value, NEW.order_id FROM json_each(NEW.refs) WHERE true
    ON CONFLICT DO UPDATE SET contested = contested + 1 WHERE order_id <> excluded.order_id;
END;

-- What a new event means: for those in its subject; then for those that share a ref with it, if it knows their order; or
-- for itself, if it does not. (An event of its own statement may have taught a ref after this one looked it up.)
-- Exactly one of these three fires, since several would have no order among themselves.
CREATE TRIGGER tells AFTER INSERT ON activity_log
WHEN NEW.refs IS NULL AND coalesce(NEW.opens, NEW.closes, NEW.problem, NEW.fact) IS NOT NULL
BEGIN
  INSERT INTO stir VALUES (NEW.id, NEW.subject, NEW.opens, NEW.closes, NEW.problem, NEW.fact,
    NEW.repeats IS NOT NULL, 0);
END;
CREATE TRIGGER teaches AFTER INSERT ON activity_log WHEN NEW.refs IS NOT NULL AND NEW.order_id IS NOT NULL
BEGIN
  INSERT INTO stir VALUES (NEW.id, NEW.subject, NEW.opens, NEW.closes, NEW.problem, NEW.fact,
    NEW.repeats IS NOT NULL, 0);
  INSERT INTO order_ref (ref, order_id) SELECT value, NEW.order_id FROM json_each(NEW.refs) WHERE true
    ON CONFLICT DO UPDATE SET contested = contested + 1 WHERE order_id <> excluded.order_id;
END;
CREATE TRIGGER waits AFTER INSERT ON activity_log WHEN NEW.refs IS NOT NULL AND NEW.order_id IS NULL
BEGIN
  INSERT INTO stir VALUES (NEW.id, NEW.subject, NEW.opens, NEW.closes, NEW.problem, NEW.fact,
    NEW.repeats IS NOT NULL, 0);
  INSERT INTO waiting (ref, id, others)
    SELECT value, NEW.id, nullif(json_remove(NEW.refs, fullkey), '[]') FROM json_each(NEW.refs) WHERE true
    ON CONFLICT DO NOTHING;
  INSERT INTO learn (ref, order_id)
    SELECT o.ref, o.order_id FROM json_each(NEW.refs) r CROSS JOIN order_ref o ON o.ref = r.value ORDER BY r.key LIMIT 1;
END;

CREATE TRIGGER learned AFTER INSERT ON order_ref
BEGIN
  INSERT INTO learn (ref, order_id) VALUES (NEW.ref, NEW.order_id);
END;

-- An event that joined its order waits no more, teaches in its turn, leaves the subject that it had, and comes to its
-- order's. What it was there, first or retold, `learn` has taken off.
CREATE TRIGGER joined AFTER UPDATE OF order_id ON activity_log WHEN OLD.order_id IS NULL AND NEW.order_id IS NOT NULL
BEGIN
  DELETE FROM waiting WHERE id = NEW.id AND ref = NEW.refs ->> 0;
  INSERT INTO teach VALUES (NEW.id, NEW.refs, NEW.order_id);
  INSERT INTO stir VALUES (NEW.id, OLD.subject, NEW.opens, NEW.closes, NEW.problem, NEW.fact, 0, 1);
  INSERT INTO stir VALUES (NEW.id, NEW.subject, NEW.opens, NEW.closes, NEW.problem, NEW.fact, 0, 0);
  INSERT INTO weigh VALUES (NEW.order_id, NEW.event_type);
  INSERT INTO unexamined (id) SELECT NEW.id WHERE NEW.level = 'info' ON CONFLICT DO NOTHING;
END;

-- A person took what had recovered or was repeated, or took a click back: then the neighbour has its say again. The run
-- is another one, and so is the one after it.
CREATE TRIGGER clicked AFTER UPDATE OF resolved_by ON activity_log
WHEN NEW.opens IS NOT NULL AND (OLD.resolved_by NOT IN ('recovered', 'repeated')
  OR OLD.resolved_by IS NOT NULL AND NEW.resolved_by NOT IN ('recovered', 'repeated'))
BEGIN
  INSERT INTO settle (id) VALUES (iif(NEW.resolved_by IS NULL, NEW.id, NULL));
  INSERT INTO recount VALUES (NEW.subject, NEW.opens, NEW.id);
END;

-- The newest state told is the one that a repeat is compared with. One that is a fact needs no memory of its own,
-- since facts are one line anyway; it only moves on what is remembered.
CREATE TRIGGER saw AFTER INSERT ON activity_log WHEN NEW.source_key IS NOT NULL
BEGIN
  UPDATE seen SET state = NEW.state, id = NEW.id WHERE source_key = NEW.source_key AND id < NEW.id;
  INSERT INTO seen (source_key, state, id) SELECT NEW.source_key, NEW.state, NEW.id WHERE NEW.state IS NOT NEW.fact
    ON CONFLICT DO NOTHING;
END;
