import { Hono, type MiddlewareHandler } from 'hono';
import type { FeedPage, Resolved } from '../contract/api.ts';
import { isEventId, timeOf } from '../domain/event-id.ts';
import type { Env } from '../env.ts';
import { conditional } from '../http/conditional.ts';
import { encodeCursor } from '../http/cursor.ts';
import { invalid, Problem } from '../http/problem-json.ts';
import { type App, viewer } from '../middleware/auth.ts';
import { ANSWERS } from '../openapi/answers.ts';
import { documented } from '../openapi/operation.ts';
import { type Marked, resolveEvent, undoResolve } from '../store/attention.ts';
import { type Database, database } from '../store/database.ts';
import { readFeed } from '../store/feed.ts';
import { readEvent } from '../store/read.ts';
import type { Row } from '../store/schema.ts';
import { onWire } from '../store/to-wire.ts';
import { Query, readFeedQuery } from './feed-query.ts';

/** Events a page. */
const PAGE = { usual: 50, most: 200 };

const missing = () => new Problem(404, 'There is no such event.');

/** What is no id is no event's. */
export const eventOnly: MiddlewareHandler<App> = async (c, next) => {
  if (!isEventId(c.req.param('id') ?? '')) throw missing();
  await next();
};

/** The event that the viewer asked for; 404 too where it is another order's. */
export const found = async (db: Database, row: Row | undefined, env: Env) => {
  if (row === undefined) throw missing();
  return (await onWire(db, [row], env))[0]!;
};

/** What a click on an event answers. */
export const marked = async (db: Database, { event, count }: Marked, env: Env): Promise<Resolved> => {
  if (event?.level === 'info') {
    throw invalid([{ path: 'id', message: 'is of an info event, which needs nobody' }]);
  }
  return { event: await found(db, event, env), count };
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
      events: await onWire(db, page.rows, c.env),
      next_cursor: page.before === null ? null : encodeCursor({ before: page.before, filters }),
      ...(page.before !== null && page.rows.length < limit && { searched_back_to: timeOf(page.before) }),
      as_of,
    } satisfies FeedPage);
  })

  .get('/:id', reading, viewer('read'), eventOnly, async (c) => {
    const db = database(c.env.DB);
    return conditional(c, await found(db, await readEvent(db, c.req.param('id'), c.get('viewer').order_id), c.env));
  })

  .post('/:id/resolve', resolving, viewer('write'), eventOnly, async (c) => {
    const db = database(c.env.DB);
    const { sub, order_id } = c.get('viewer');
    return c.json(await marked(db, await resolveEvent(db, c.req.param('id'), order_id, sub), c.env));
  })
  .delete('/:id/resolve', undoing, viewer('write'), eventOnly, async (c) => {
    const db = database(c.env.DB);
    return c.json(await marked(db, await undoResolve(db, c.req.param('id'), c.get('viewer').order_id), c.env));
  });
