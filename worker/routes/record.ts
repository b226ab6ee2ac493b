import { Hono } from 'hono';
import * as v from 'valibot';
import type { BatchAccepted, FieldError } from '../contract/api.ts';
import type { LogEvent } from '../contract/event.ts';
import type { Entry } from '../domain/entry.ts';
import { DEFAULT_LOCALE, type Env, foldSettings } from '../env.ts';
import { readJson } from '../http/body.ts';
import type { App } from '../http/context.ts';
import { entryFromApi } from '../http/event-entry.ts';
import { EventSchema, parseEvent } from '../http/parse-event.ts';
import { invalid } from '../http/problem-json.ts';
import { apiKey } from '../middleware/auth.ts';
import { ANSWERS } from '../openapi/answers.ts';
import { documented } from '../openapi/operation.ts';
import { append } from '../store/append.ts';
import { database } from '../store/database.ts';
import { readEvent } from '../store/read.ts';
import { toWire } from '../store/to-wire.ts';

const MAX_BATCH = 500;

const entryOf = (input: unknown, now: number, env: Env): { entry: Entry } | { errors: FieldError[] } => {
  const parsed = parseEvent(input, now);
  return 'event' in parsed ? entryFromApi(parsed.event, now, env.LOCALE ?? DEFAULT_LOCALE) : parsed;
};

/** Records one event. Returns it as it is stored, and whether it is new. */
const recordOne = async (env: Env, input: unknown, now: number): Promise<{ event: LogEvent; isNew: boolean }> => {
  const outcome = entryOf(input, now, env);
  if ('errors' in outcome) throw invalid(outcome.errors);
  const db = database(env.DB);
  const { ids, added } = await append(db, [outcome.entry], foldSettings(env), now);
  const id = ids[0]!;
  const row = added.get(id) ?? (await readEvent(db, id, null))!;
  return { event: toWire(row, env), isNew: added.has(id) };
};

/** The schema of a batch, for `/openapi.json` only: each event is parsed by itself. */
const Batch = v.strictObject({
  events: v.pipe(v.array(EventSchema), v.maxLength(MAX_BATCH)),
  history: v.optional(v.boolean()),
});

/** Records a batch: the right events are stored, even where others are wrong. */
const recordBatch = async (env: Env, body: object, now: number): Promise<BatchAccepted> => {
  const { events: inputs, history, ...rest } = body as { events: unknown; history?: unknown };
  const extra = Object.keys(rest).map((path) => ({ path, message: 'is not a field of a batch' }));
  if (extra.length > 0) throw invalid(extra);
  if (!Array.isArray(inputs)) throw invalid([{ path: 'events', message: 'must be an array' }]);
  if (inputs.length > MAX_BATCH) throw invalid([{ path: 'events', message: `must have at most ${MAX_BATCH} entries` }]);
  if (history !== undefined && typeof history !== 'boolean')
    throw invalid([{ path: 'history', message: 'must be true or false' }]);
  const outcomes = inputs.map((input) => entryOf(input, now, env));
  const entries = outcomes.flatMap((outcome) =>
    'entry' in outcome ? [{ ...outcome.entry, ...(history && { history: now }) }] : [],
  );
  const { added } = await append(database(env.DB), entries, foldSettings(env), now);
  return {
    accepted: added.size,
    duplicates: entries.length - added.size,
    rejected: outcomes.flatMap((outcome, index) => ('errors' in outcome ? [{ index, errors: outcome.errors }] : [])),
  };
};

const recording = documented({
  summary: 'Records an event, or up to 500.',
  body: v.union([EventSchema, Batch]),
  answers: { 200: v.union([ANSWERS.Event, ANSWERS.BatchAccepted]), 201: ANSWERS.Event },
});

export const record = new Hono<App>().post('/', recording, apiKey(), async (c) => {
  const body = await readJson(c);
  // Taken once the whole body is here, so that no event seems to be recorded before anybody could read it.
  const now = Date.now();
  if (typeof body === 'object' && body !== null && Object.hasOwn(body, 'events')) {
    return c.json(await recordBatch(c.env, body, now));
  }
  const { event, isNew } = await recordOne(c.env, body, now);
  return c.json(event, isNew ? 201 : 200);
});
