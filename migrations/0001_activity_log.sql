-- The log: one row an event, clustered on an id that sorts by time and is the same for every delivery of an event.
-- No other index on time or on an idempotency key: D1 bills a row written at a thousand times a row read.
CREATE TABLE activity_log (
  id          BLOB NOT NULL PRIMARY KEY,  -- 16 bytes, see worker/store/event-id.ts
  event_type  TEXT NOT NULL,
  level       TEXT NOT NULL,              -- 'info', 'warning', 'error'
  order_id    TEXT,
  message     TEXT NOT NULL,
  payload     TEXT NOT NULL,              -- a JSON object
  source      TEXT NOT NULL,
  actor       TEXT,
  problem     TEXT,                       -- where the sender named it; otherwise the type says what failed
  fact        TEXT,                       -- what an info event reports, whoever tells it: 'delivered:1Z999'
  refs        TEXT,                       -- JSON array: other systems' ids of this order
  actions     TEXT,                       -- JSON array: what a person may do about it
  source_key  TEXT,                       -- where the id cannot tell a repeat: what this is a state of,
  state       TEXT,                       -- and the state that it told
  occurred_at INTEGER NOT NULL,           -- ms since 1970, at the source
  inserted_at INTEGER NOT NULL,           -- ms since 1970, here
  resolved_at INTEGER,
  resolved_by TEXT,
  retold      INTEGER,                    -- 1: an earlier event of this subject tells the same fact
  subject     TEXT AS (coalesce(order_id, fact)) VIRTUAL
) WITHOUT ROWID;

-- The timeline of an order, and the tellers of a fact.
CREATE INDEX by_subject ON activity_log (subject, fact, id) WHERE subject IS NOT NULL;

-- What needs attention; empty in a shop where all is well.
CREATE INDEX by_attention ON activity_log (id, level) WHERE level <> 'info' AND resolved_at IS NULL;

-- Whose order another system's id means. A ref is claimed once; later claims by other orders are counted, not believed.
CREATE TABLE order_ref (
  ref       TEXT NOT NULL PRIMARY KEY,
  order_id  TEXT NOT NULL,
  contested INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;

-- Events whose refs are not known yet.
CREATE TABLE waiting (
  ref TEXT NOT NULL,
  id  BLOB NOT NULL,
  PRIMARY KEY (ref, id)
) WITHOUT ROWID;

-- The last state told of what has no stable time or repeats itself.
CREATE TABLE seen (
  source_key TEXT NOT NULL PRIMARY KEY,
  state      TEXT NOT NULL,
  id         BLOB NOT NULL
) WITHOUT ROWID;

-- When each cron last ran, and how many events it touched.
CREATE TABLE job_run (
  job     TEXT NOT NULL PRIMARY KEY,
  ran_at  INTEGER NOT NULL,
  touched INTEGER NOT NULL
) WITHOUT ROWID;

-- The rules live where the rows are, so that no reader and no concurrent append can see half of them.
-- Each recomputes from what is stored and none counts on another, since triggers have no order among themselves.

-- Events that share a ref share an order, whichever came first: an event that knows its order teaches its refs …
CREATE TRIGGER teaches AFTER INSERT ON activity_log WHEN NEW.refs IS NOT NULL AND NEW.order_id IS NOT NULL
BEGIN
  INSERT INTO order_ref (ref, order_id) SELECT value, NEW.order_id FROM json_each(NEW.refs) WHERE true
    ON CONFLICT DO UPDATE SET contested = contested + 1 WHERE order_id <> excluded.order_id;
END;

-- … one that does not waits (a row of its own statement may have taught the ref after its own refs were looked up) …
CREATE TRIGGER waits AFTER INSERT ON activity_log WHEN NEW.refs IS NOT NULL AND NEW.order_id IS NULL
BEGIN
  INSERT INTO waiting (ref, id) SELECT value, NEW.id FROM json_each(NEW.refs) WHERE true ON CONFLICT DO NOTHING;
  UPDATE activity_log
    SET order_id = (SELECT o.order_id FROM json_each(NEW.refs) r CROSS JOIN order_ref o ON o.ref = r.value ORDER BY r.key LIMIT 1)
    WHERE id = (SELECT NEW.id FROM json_each(NEW.refs) r CROSS JOIN order_ref o ON o.ref = r.value LIMIT 1);
END;

-- … a ref that becomes known takes in all that waits for it, and all that waits for what those know …
CREATE TRIGGER learned AFTER INSERT ON order_ref WHEN EXISTS (SELECT 1 FROM waiting WHERE ref = NEW.ref)
BEGIN
  UPDATE activity_log SET order_id = NEW.order_id WHERE order_id IS NULL AND id IN (
    WITH RECURSIVE reached (ref) AS (
      SELECT NEW.ref
      UNION
      SELECT r.value FROM reached
        CROSS JOIN waiting w ON w.ref = reached.ref
        CROSS JOIN activity_log a ON a.id = w.id
        CROSS JOIN json_each(a.refs) r
    )
    SELECT w.id FROM reached CROSS JOIN waiting w ON w.ref = reached.ref
  );
END;

-- … and an event that joined teaches in its turn.
CREATE TRIGGER joined AFTER UPDATE OF order_id ON activity_log
WHEN OLD.order_id IS NULL AND NEW.order_id IS NOT NULL AND NEW.refs IS NOT NULL
BEGIN
  DELETE FROM waiting WHERE id = NEW.id AND ref IN (SELECT value FROM json_each(NEW.refs));
  INSERT INTO order_ref (ref, order_id) SELECT value, NEW.order_id FROM json_each(NEW.refs) WHERE true
    ON CONFLICT DO UPDATE SET contested = contested + 1 WHERE order_id <> excluded.order_id;
END;

-- One fact, one line: of a subject's events with one fact, the one with the smallest id is shown.
CREATE TRIGGER told AFTER INSERT ON activity_log WHEN NEW.fact IS NOT NULL
BEGIN
  UPDATE activity_log SET retold = iif(retold IS NULL, 1, NULL)
    WHERE subject = NEW.subject AND fact = NEW.fact AND (retold IS NULL) <> (id = (
      SELECT id FROM activity_log WHERE subject = NEW.subject AND fact = NEW.fact ORDER BY id LIMIT 1));
END;

-- An event that joins leaves the tellers that have no order, and comes to those of its order.
CREATE TRIGGER retold AFTER UPDATE OF order_id ON activity_log
WHEN OLD.order_id IS NOT NEW.order_id AND NEW.fact IS NOT NULL
BEGIN
  UPDATE activity_log SET retold = iif(retold IS NULL, 1, NULL)
    WHERE subject = OLD.subject AND fact = NEW.fact AND (retold IS NULL) <> (id = (
      SELECT id FROM activity_log WHERE subject = OLD.subject AND fact = NEW.fact ORDER BY id LIMIT 1));
  UPDATE activity_log SET retold = iif(retold IS NULL, 1, NULL)
    WHERE subject = NEW.subject AND fact = NEW.fact AND (retold IS NULL) <> (id = (
      SELECT id FROM activity_log WHERE subject = NEW.subject AND fact = NEW.fact ORDER BY id LIMIT 1));
END;

-- The newest state told is the one that a repeat is compared with. One that is a fact needs no memory of its own,
-- since facts are one line anyway; it only moves on what is remembered.
CREATE TRIGGER saw AFTER INSERT ON activity_log WHEN NEW.source_key IS NOT NULL
BEGIN
  UPDATE seen SET state = NEW.state, id = NEW.id WHERE source_key = NEW.source_key AND id < NEW.id;
  INSERT INTO seen (source_key, state, id) SELECT NEW.source_key, NEW.state, NEW.id WHERE NEW.state IS NOT NEW.fact
    ON CONFLICT DO NOTHING;
END;

-- What an event brought goes with it.
CREATE TRIGGER forgets AFTER DELETE ON activity_log WHEN OLD.refs IS NOT NULL OR OLD.source_key IS NOT NULL
BEGIN
  DELETE FROM waiting WHERE id = OLD.id AND ref IN (SELECT value FROM json_each(OLD.refs));
  DELETE FROM order_ref WHERE order_id = OLD.order_id AND ref IN (SELECT value FROM json_each(OLD.refs));
  DELETE FROM seen WHERE source_key = OLD.source_key AND id = OLD.id;
END;
