import { Hono } from 'hono';
import * as v from 'valibot';
import { parse, readJson } from '../http/body.ts';
import type { App } from '../http/context.ts';
import { instant } from '../http/parse-event.ts';
import { viewer } from '../middleware/auth.ts';
import { ANSWERS } from '../openapi/answers.ts';
import { documented } from '../openapi/operation.ts';
import { database } from '../store/database.ts';
import { snoozeEvent, wakeEvent } from '../store/snooze.ts';
import { eventOnly, marked } from './events.ts';

const DAY = 24 * 60 * 60 * 1000;
const MOST_DAYS = 90;

/** The schema of a snooze at the time `now`. A snooze has an end: a problem that shall never come back is resolved instead. */
const Snooze = (now: number) =>
  v.strictObject(
    {
      until: v.pipe(
        instant,
        v.transform((text) => Date.parse(text)),
        v.check((until) => until > now, 'must be in the future'),
        v.check((until) => until <= now + MOST_DAYS * DAY, `must be at most ${MOST_DAYS} days ahead`),
      ),
    },
    ({ expected }) => (expected === 'never' ? 'is not a field of a snooze' : 'is required'),
  );

const INFO = 'An info event needs nobody.';
const snoozing = documented({
  summary: 'Snoozes the problem of an event: it is out of the count until then, or until it happens again.',
  body: Snooze(0),
  answers: { 200: ANSWERS.Resolved },
});
const waking = documented({ summary: 'Ends a snooze.', answers: { 200: ANSWERS.Resolved, 422: INFO } });

export const snooze = new Hono<App>()
  .post('/:id/snooze', snoozing, viewer('write'), eventOnly, async (c) => {
    const now = Date.now();
    const { until } = parse(Snooze(now), await readJson(c));
    const db = database(c.env.DB);
    return c.json(marked(await snoozeEvent(db, c.req.param('id'), c.get('viewer').order_id, until, now), c.env));
  })
  .delete('/:id/snooze', waking, viewer('write'), eventOnly, async (c) => {
    const db = database(c.env.DB);
    return c.json(marked(await wakeEvent(db, c.req.param('id'), c.get('viewer').order_id), c.env));
  });
