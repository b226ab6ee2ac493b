-- Tables and indexes only. What the rows mean is worker/domain/story: the columns that it derives are marked "the fold's".

-- The log: one row an event, clustered on an id that sorts by time and is the same for every delivery of an event.
-- No other index on time or on an idempotency key: D1 bills a row written at a thousand times a row read.
CREATE TABLE activity_log (
  id            BLOB NOT NULL PRIMARY KEY,  -- 16 bytes, see worker/domain/event-id.ts
  event_type    TEXT NOT NULL,
  level         TEXT NOT NULL,              -- 'info', 'warning', 'error'
  stream        TEXT,                       -- the events that are folded together: 'order:SS-1', 'ref:stripe:pi_3'
  message       TEXT NOT NULL,
  payload       TEXT NOT NULL,              -- a JSON object
  source        TEXT NOT NULL,
  actor         TEXT,
  problem       TEXT,                       -- its name within the stream; a trailing colon stands for the order's number
  effects       TEXT NOT NULL,              -- a JSON object: what the event says to the rules
  actions       TEXT,                       -- a JSON array: what a person may do about it
  occurred_at   INTEGER NOT NULL,           -- ms since 1970, at the source
  inserted_at   INTEGER NOT NULL,           -- ms since 1970, here
  hidden        TEXT,                       -- the fold's: 'repeat', 'duplicate', 'in time', 'moot'
  is_whole       INTEGER NOT NULL DEFAULT 0, -- the fold's: 1 leaves nothing: of the price, or of the parcels
  retracted     INTEGER NOT NULL DEFAULT 0, -- the fold's: 1 is taken back by a later event
  is_part       INTEGER NOT NULL DEFAULT 0, -- the fold's: 1 is about one of several parcels
  items_of      INTEGER,                    -- the fold's, of a parcel with a part of the items: how many its order has
  resolved_at   INTEGER,                    -- the fold's, or a person's click
  resolved_by   TEXT,                       -- the same: a person, 'recovered' or 'repeated'
  repeats       INTEGER,                    -- the fold's: a failure's place in its run
  came_back     TEXT,                       -- the fold's, a JSON object: the click before that run
  snoozed_until INTEGER,                    -- ms since 1970; a person's, and only while it is open
  ring_at       INTEGER,                    -- ms since 1970, when to look whether it rings; else null
  order_id      TEXT AS (iif(stream >= 'order:' AND stream < 'order;', substr(stream, 7), NULL)) VIRTUAL
) WITHOUT ROWID;

-- A stream, oldest event first: the story of an order.
CREATE INDEX by_stream ON activity_log (stream, id) WHERE stream IS NOT NULL;

-- What is open; empty in a shop where all is well. What nobody snoozed stands first and in order of id; then what is
-- snoozed, soonest first, so that what is due again is a range of it.
CREATE INDEX by_attention ON activity_log (snoozed_until, id, level)
  WHERE level <> 'info' AND resolved_at IS NULL AND hidden IS NULL;

-- Events that the job that rings is to look at; nearly always empty.
CREATE INDEX by_ring ON activity_log (ring_at) WHERE ring_at IS NOT NULL;

-- One row a stream. A save expects the version that was loaded, so that two at once cannot both succeed.
CREATE TABLE stream (
  key         TEXT NOT NULL PRIMARY KEY,
  version     INTEGER NOT NULL,
  due_at      INTEGER,                      -- the fold's: ms since 1970, when the awaited step is late
  window_from BLOB,                         -- events before this id are settled; null while all are folded
  is_cut      INTEGER NOT NULL DEFAULT 0,   -- 1: it lost events, by prune or by deletion
  status      TEXT,                         -- the fold's: where the order stands
  standing    TEXT                          -- the fold's, a JSON object: since when, each step it reached, the next one
) WITHOUT ROWID;

CREATE INDEX by_due ON stream (due_at) WHERE due_at IS NOT NULL;

-- Which streams have an event with a ref, another system's id of an order. Kept as long as the stream.
CREATE TABLE ref (
  ref       TEXT NOT NULL,
  stream    TEXT NOT NULL,
  since     BLOB,                           -- the first event by which the stream claims it; null: no event does
  depth     INTEGER NOT NULL DEFAULT 0,     -- how far that event is from one that names the order
  contested INTEGER,                        -- 1: another stream had it already
  PRIMARY KEY (ref, stream)
) WITHOUT ROWID;

CREATE INDEX ref_by_stream ON ref (stream);
CREATE INDEX ref_by_contest ON ref (ref) WHERE contested IS NOT NULL;

-- Actions that run just now, each once for an event and a name.
CREATE TABLE action_run (
  id         BLOB NOT NULL,
  name       TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  PRIMARY KEY (id, name)
) WITHOUT ROWID;

-- When each job last ran, how many events it touched, up to what moment it has looked, and what its next run needs to know.
CREATE TABLE job_run (
  job       TEXT NOT NULL PRIMARY KEY,
  ran_at    INTEGER NOT NULL,
  touched   INTEGER NOT NULL,
  watermark INTEGER,
  notes     TEXT                            -- a JSON object
) WITHOUT ROWID;

-- Problems that rang, by the event and the channel in which they did. A row goes once the end of its problem rang.
CREATE TABLE alert (
  id         BLOB NOT NULL,
  channel    TEXT NOT NULL,
  since      INTEGER NOT NULL,              -- ms since 1970, when it was first tried
  rung_at    INTEGER,                       -- when it got through; null: not yet
  is_sending INTEGER NOT NULL DEFAULT 0,    -- 1: it was sent, or about to be, when somebody last wrote
  over_since INTEGER,                       -- when its end was first tried
  thread     TEXT,                          -- the channel's own name of the message
  PRIMARY KEY (id, channel)
) WITHOUT ROWID;

-- The state of each channel.
CREATE TABLE alert_channel (
  channel   TEXT NOT NULL PRIMARY KEY,
  ok_at     INTEGER,                        -- ms since 1970, when a message last got through
  since     INTEGER,                        -- since when none does
  tries     INTEGER NOT NULL DEFAULT 0,     -- how many have failed since then
  next_try  INTEGER,                        -- not to be tried before
  reason    TEXT,                           -- why the last one failed
  is_reported INTEGER NOT NULL DEFAULT 0,   -- 1: the log has it as a problem
  digest_on TEXT                            -- the day of the last digest, in the shop's time zone
) WITHOUT ROWID;

-- What came of each source's deliveries, written at most once a minute.
CREATE TABLE source_stat (
  source           TEXT NOT NULL PRIMARY KEY,
  last_delivery_at INTEGER NOT NULL,
  accepted         INTEGER NOT NULL,
  duplicates       INTEGER NOT NULL,
  refused          INTEGER NOT NULL,
  ignored          TEXT NOT NULL,           -- a JSON object: how many, by type
  first_delivery_at INTEGER NOT NULL,       -- ms since 1970
  deliveries       INTEGER NOT NULL,
  weeks            TEXT NOT NULL,           -- a JSON array, by week: how many came, and the longest silence between two
  quiet_at         INTEGER                  -- ms since 1970, when its silence became a problem; null while it is none
) WITHOUT ROWID;
