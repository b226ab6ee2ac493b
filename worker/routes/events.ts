import { Hono, type MiddlewareHandler } from 'hono';
import type { FeedPage, Resolved } from '../contract/api.ts';
import type { LogEvent } from '../contract/event.ts';
import { isEventId, timeOf } from '../domain/event-id.ts';
import { type Env, foldSettings } from '../env.ts';
import { conditional } from '../http/conditional.ts';
import type { App } from '../http/context.ts';
import { type Cursor, encodeCursor } from '../http/cursor.ts';
import { readFeedQuery, SortedQuery } from '../http/feed-query.ts';
import { invalid, Problem } from '../http/problem-json.ts';
import { viewer } from '../middleware/auth.ts';
import { ANSWERS } from '../openapi/answers.ts';
import { documented } from '../openapi/operation.ts';
import { type Marked, resolveEvent, undoResolve } from '../store/clicks.ts';
import { database } from '../store/database.ts';
import { readFeed } from '../store/feed.ts';
import { readNeed } from '../store/need.ts';
import { hideNote } from '../store/public-note.ts';
import { readEvent } from '../store/read.ts';
import type { Row } from '../store/schema.ts';
import { toWire } from '../store/to-wire.ts';

/** Events of one page. */
const PAGE = { usual: 50, most: 200 };

const missing = () => new Problem(404, 'There is no such event.');

/** Answers 404 to an id that no event can have. */
export const eventOnly: MiddlewareHandler<App> = async (c, next) => {
  if (!isEventId(c.req.param('id') ?? '')) throw missing();
  await next();
};

/** The event for the viewer; 404 where there is none, or the token is for another order. */
export const found = (row: Row | undefined, env: Env): LogEvent => {
  if (row === undefined) throw missing();
  return toWire(row, env);
};

/** The answer after an event was resolved or snoozed. */
export const marked = ({ event, count }: Marked, env: Env): Resolved => {
  if (event?.level === 'info') {
    throw invalid([{ path: 'id', message: 'is of an info event, which needs nobody' }]);
  }
  return { event: found(event, env), count };
};

const INFO = 'An info event needs no resolving.';
const LIST = SortedQuery(PAGE.most);
const listing = documented({
  summary: 'The log, newest first; what needs attention also by need.',
  query: LIST,
  conditional: true,
  answers: { 200: ANSWERS.FeedPage },
});
const reading = documented({ summary: 'One event.', conditional: true, answers: { 200: ANSWERS.Event } });
const resolving = documented({
  summary: 'Resolves the problem of an event.',
  answers: { 200: ANSWERS.Resolved, 422: INFO },
});
const hiding = documented({
  summary: 'Takes a public note back: the customer sees it no longer.',
  answers: { 200: ANSWERS.Event },
});
const undoing = documented({
  summary: 'Takes back what a person resolved.',
  answers: { 200: ANSWERS.Resolved, 422: INFO },
});

export const events = new Hono<App>()
  .get('/', listing, viewer('read'), async (c) => {
    const as_of = new Date().toISOString();
    const db = database(c.env.DB);
    const { filters, before, place, limit, query } = readFeedQuery(c.req.queries(), LIST, PAGE.usual);
    const { order_id } = c.get('viewer');
    const answer = (rows: Row[], next: Cursor | null, searched_back_to?: string) =>
      conditional(c, {
        events: rows.map((row) => toWire(row, c.env)),
        next_cursor: next && encodeCursor(next),
        ...(searched_back_to !== undefined && { searched_back_to }),
        as_of,
      } satisfies FeedPage);
    if (query.sort === 'need') {
      const { rows, next } = await readNeed(db, filters, order_id, place, limit);
      return answer(rows, next && { ...next, query });
    }
    const { rows, next } = await readFeed(db, filters, order_id, before, limit);
    const isShort = next !== null && rows.length < limit;
    return answer(rows, next === null ? null : { before: next, query }, isShort ? timeOf(next) : undefined);
  })

  .get('/:id', reading, viewer('read'), eventOnly, async (c) => {
    const db = database(c.env.DB);
    return conditional(c, found(await readEvent(db, c.req.param('id'), c.get('viewer').order_id), c.env));
  })

  .delete('/:id/public', hiding, viewer('write'), eventOnly, async (c) => {
    const db = database(c.env.DB);
    return c.json(found(await hideNote(db, c.req.param('id'), c.get('viewer').order_id), c.env));
  })

  .post('/:id/resolve', resolving, viewer('write'), eventOnly, async (c) => {
    const db = database(c.env.DB);
    const { sub, order_id } = c.get('viewer');
    const clicker = { by: sub, order_id };
    return c.json(marked(await resolveEvent(db, c.req.param('id'), clicker, foldSettings(c.env)), c.env));
  })
  .delete('/:id/resolve', undoing, viewer('write'), eventOnly, async (c) => {
    const db = database(c.env.DB);
    const { order_id } = c.get('viewer');
    return c.json(marked(await undoResolve(db, c.req.param('id'), order_id, foldSettings(c.env)), c.env));
  });
