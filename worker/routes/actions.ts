import { Hono } from 'hono';
import { runAction } from '../actions/run.ts';
import { shopOf } from '../actions/shop.ts';
import type { ActionDone } from '../contract/api.ts';
import type { EventAction } from '../contract/event.ts';
import { capital } from '../contract/providers.ts';
import { actionsOf, isAllowed } from '../domain/offered.ts';
import { foldSettings } from '../env.ts';
import type { App } from '../http/context.ts';
import { Problem } from '../http/problem-json.ts';
import { viewer } from '../middleware/auth.ts';
import { ANSWERS } from '../openapi/answers.ts';
import { documented } from '../openapi/operation.ts';
import { database } from '../store/database.ts';
import { readEvent } from '../store/read.ts';
import type { Row } from '../store/schema.ts';
import { toWire } from '../store/to-wire.ts';
import { eventOnly, found } from './events.ts';

/** The action of that name, where the event offers it and the shop runs it; otherwise 404. */
const actionOf = (row: Row, name: string): EventAction => {
  const action = actionsOf(row).find((each) => each.name === name && each.url === undefined);
  if (!action) throw new Problem(404, 'This event offers no such action.');
  return action;
};

const acting = documented({
  summary: 'Has the shop do something about an event, and logs what came of it.',
  answers: {
    200: ANSWERS.ActionDone,
    409: 'The shop refuses, and `detail` says why; or it runs already; or the event is over.',
    502: 'The shop failed, did not answer or could not be reached.',
  },
});

export const actions = new Hono<App>().post('/:id/actions/:name', acting, viewer('write'), eventOnly, async (c) => {
  const db = database(c.env.DB);
  const { sub, order_id } = c.get('viewer');
  const { id, name } = c.req.param();
  const row = await readEvent(db, id, order_id);
  const event = found(row, c.env);
  const action = actionOf(row!, name);
  if (!isAllowed(c.env, name)) throw new Problem(403, 'ACTIONS does not allow this action.');
  if (row!.resolved_at !== null) throw new Problem(409, 'This is over already.');
  const running = runAction(db, shopOf(c.env), { action, event, by: sub }, foldSettings(c.env));
  // It is finished and logged even if the person leaves the page.
  c.executionCtx.waitUntil(running.catch(() => {}));
  const ran = await running;
  if (!ran) throw new Problem(409, 'This is running already.');
  const { is, reason = '' } = ran.outcome;
  if (is !== 'done') throw new Problem(is === 'refused' ? 409 : 502, capital(reason));
  const after = found(await readEvent(db, id, order_id), c.env);
  return c.json({ event: after, outcome: toWire(ran.logged, c.env) } satisfies ActionDone);
});
