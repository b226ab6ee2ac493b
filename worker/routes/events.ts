import { Hono } from 'hono';
import { type App, apiKey, viewer } from '../auth.ts';
import { readJson } from '../body.ts';
import { conditional } from '../conditional.ts';
import type { BatchAccepted, FeedPage, FieldError, Resolved } from '../contract/api.ts';
import type { LogEvent } from '../contract/event.ts';
import { fromApi } from '../entry.ts';
import { DEFAULT_LOCALE } from '../env.ts';
import { parseEvent } from '../parse-event.ts';
import { invalid, Problem } from '../problem-json.ts';
import { append, type Entry } from '../store/append.ts';
import { resolveEvent, undoResolve } from '../store/attention.ts';
import { encodeCursor } from '../store/cursor.ts';
import { database } from '../store/database.ts';
import { isEventId } from '../store/event-id.ts';
import { readFeed } from '../store/feed.ts';
import { readEvent } from '../store/read.ts';
import type { Row } from '../store/schema.ts';
import { toWire } from '../store/to-wire.ts';
import { readFeedQuery } from './feed-query.ts';

const MAX_BATCH = 500;

const entryOf = (input: unknown, now: number, locale: string): { entry: Entry } | { errors: FieldError[] } => {
  const parsed = parseEvent(input, now);
  return 'event' in parsed ? fromApi(parsed.event, now, locale) : parsed;
};

/** The event that the viewer asked for; 404 too where it is another order's. */
const found = <T>(event: T | undefined): T => {
  if (event === undefined) throw new Problem(404, 'There is no such event.');
  return event;
};

const resolved = ({ event, count }: { event: Row; count: number }): Resolved => {
  if (event.level === 'info') throw invalid([{ path: 'id', message: 'is of an info event, which needs no resolving' }]);
  return { event: toWire(event), count };
};

export const events = new Hono<App>()
  .post('/', apiKey(), async (c) => {
    const now = Date.now();
    const locale = c.env.LOCALE ?? DEFAULT_LOCALE;
    const body = await readJson(c);
    if (typeof body === 'object' && body !== null && Object.hasOwn(body, 'events')) {
      return c.json((await recordBatch(c.env.DB, body, now, locale)) satisfies BatchAccepted);
    }
    const one = entryOf(body, now, locale);
    if ('errors' in one) throw invalid(one.errors);
    const db = database(c.env.DB);
    const { ids, added } = await append(db, [one.entry], now);
    return c.json(toWire(found(await readEvent(db, ids[0]!))) satisfies LogEvent, added.size === 1 ? 201 : 200);
  })

  .get('/', viewer('read'), async (c) => {
    const as_of = new Date().toISOString();
    const { filters, before, limit } = readFeedQuery(c.req.queries());
    const page = await readFeed(database(c.env.DB), filters, c.get('viewer').order_id, before, limit);
    return conditional(c, {
      events: page.rows.map(toWire),
      next_cursor: page.before === null ? null : encodeCursor({ before: page.before, filters }),
      as_of,
    } satisfies FeedPage);
  })

  .use('/:id', async (c, next) => {
    if (!isEventId(c.req.param('id'))) throw new Problem(404, 'There is no such event.');
    await next();
  })
  .get('/:id', viewer('read'), async (c) => {
    const row = found(await readEvent(database(c.env.DB), c.req.param('id')));
    const { order_id } = c.get('viewer');
    return conditional(c, toWire(found(order_id === null || row.order_id === order_id ? row : undefined)));
  })

  .post('/:id/resolve', viewer('write'), async (c) => {
    const { sub, order_id } = c.get('viewer');
    return c.json(resolved(found(await resolveEvent(database(c.env.DB), c.req.param('id'), order_id, sub))));
  })
  .delete('/:id/resolve', viewer('write'), async (c) => {
    const { order_id } = c.get('viewer');
    return c.json(resolved(found(await undoResolve(database(c.env.DB), c.req.param('id'), order_id))));
  });

const recordBatch = async (binding: D1Database, body: object, now: number, locale: string): Promise<BatchAccepted> => {
  const { events: inputs, ...rest } = body as { events: unknown };
  const extra = Object.keys(rest).map((path) => ({ path, message: 'is not a field of a batch' }));
  if (extra.length > 0) throw invalid(extra);
  if (!Array.isArray(inputs)) throw invalid([{ path: 'events', message: 'must be an array' }]);
  if (inputs.length > MAX_BATCH) throw invalid([{ path: 'events', message: `must have at most ${MAX_BATCH} entries` }]);
  const outcomes = inputs.map((input) => entryOf(input, now, locale));
  const entries = outcomes.flatMap((outcome) => ('entry' in outcome ? [outcome.entry] : []));
  const { added } = await append(database(binding), entries, now);
  return {
    accepted: added.size,
    duplicates: entries.length - added.size,
    rejected: outcomes.flatMap((outcome, index) => ('errors' in outcome ? [{ index, errors: outcome.errors }] : [])),
  };
};
