import { Hono, type MiddlewareHandler } from 'hono';
import { type App, viewer } from '../auth.ts';
import { conditional } from '../conditional.ts';
import type { FeedPage, Resolved } from '../contract/api.ts';
import { ANSWERS } from '../openapi/answers.ts';
import { documented } from '../openapi/operation.ts';
import { invalid, Problem } from '../problem-json.ts';
import { type Marked, resolveEvent, undoResolve } from '../store/attention.ts';
import { encodeCursor } from '../store/cursor.ts';
import { type Database, database } from '../store/database.ts';
import { isEventId, timeOf } from '../store/event-id.ts';
import { readFeed } from '../store/feed.ts';
import { readEvent } from '../store/read.ts';
import type { Row } from '../store/schema.ts';
import { onWire } from '../store/to-wire.ts';
import { Query, readFeedQuery } from './feed-query.ts';

/** Events a page. */
const PAGE = { usual: 50, most: 200 };

const missing = () => new Problem(404, 'There is no such event.');

/** What is no id is no event's. */
const eventOnly: MiddlewareHandler<App> = async (c, next) => {
  if (!isEventId(c.req.param('id') ?? '')) throw missing();
  await next();
};

/** The event that the viewer asked for; 404 too where it is another order's. */
const found = async (db: Database, row: Row | undefined) => {
  if (row === undefined) throw missing();
  return (await onWire(db, [row]))[0]!;
};

const resolved = async (db: Database, marked: Marked): Promise<Resolved> => {
  if (marked.event?.level === 'info') {
    throw invalid([{ path: 'id', message: 'is of an info event, which needs no resolving' }]);
  }
  return { event: await found(db, marked.event), count: marked.count };
};

const INFO = 'An info event needs no resolving.';
const listing = documented({
  summary: 'The log, newest first.',
  query: Query(PAGE.most),
  conditional: true,
  answers: { 200: ANSWERS.FeedPage },
});
const reading = documented({ summary: 'One event.', conditional: true, answers: { 200: ANSWERS.Event } });
const resolving = documented({
  summary: 'Resolves the problem of an event.',
  answers: { 200: ANSWERS.Resolved, 422: INFO },
});
const undoing = documented({
  summary: 'Takes back what a person resolved.',
  answers: { 200: ANSWERS.Resolved, 422: INFO },
});

export const events = new Hono<App>()
  .get('/', listing, viewer('read'), async (c) => {
    const as_of = new Date().toISOString();
    const db = database(c.env.DB);
    const { filters, before, limit } = readFeedQuery(c.req.queries(), PAGE);
    const page = await readFeed(db, filters, c.get('viewer').order_id, before, limit);
    return conditional(c, {
      events: await onWire(db, page.rows),
      next_cursor: page.before === null ? null : encodeCursor({ before: page.before, filters }),
      ...(page.before !== null && page.rows.length < limit && { searched_back_to: timeOf(page.before) }),
      as_of,
    } satisfies FeedPage);
  })

  .get('/:id', reading, viewer('read'), eventOnly, async (c) => {
    const db = database(c.env.DB);
    return conditional(c, await found(db, await readEvent(db, c.req.param('id'), c.get('viewer').order_id)));
  })

  .post('/:id/resolve', resolving, viewer('write'), eventOnly, async (c) => {
    const db = database(c.env.DB);
    const { sub, order_id } = c.get('viewer');
    return c.json(await resolved(db, await resolveEvent(db, c.req.param('id'), order_id, sub)));
  })
  .delete('/:id/resolve', undoing, viewer('write'), eventOnly, async (c) => {
    const db = database(c.env.DB);
    return c.json(await resolved(db, await undoResolve(db, c.req.param('id'), c.get('viewer').order_id)));
  });
