import { Hono } from 'hono';
import * as v from 'valibot';
import { type App, viewer } from '../auth.ts';
import { parse, readJson } from '../body.ts';
import { conditional } from '../conditional.ts';
import type { OrderResolved, Timeline } from '../contract/api.ts';
import { instant } from '../parse-event.ts';
import { resolveOrder } from '../store/attention.ts';
import { database } from '../store/database.ts';
import { readTimeline } from '../store/read.ts';
import { toWire } from '../store/to-wire.ts';

const Resolve = v.strictObject({ up_to: v.optional(instant) }, 'takes an object with up_to, or nothing');

export const orders = new Hono<App>()
  .get('/:order_id/events', viewer('read'), async (c) => {
    const as_of = new Date().toISOString();
    const rows = await readTimeline(database(c.env.DB), c.req.param('order_id'));
    return conditional(c, { events: rows.map(toWire), as_of } satisfies Timeline);
  })

  .post('/:order_id/resolve', viewer('write'), async (c) => {
    const { sub, order_id: scope } = c.get('viewer');
    const hasBody = c.req.header('Content-Type') !== undefined;
    const { up_to } = parse(Resolve, hasBody ? await readJson(c) : {});
    const now = Date.now();
    const until = up_to === undefined ? now : Date.parse(up_to);
    const answer = await resolveOrder(database(c.env.DB), c.req.param('order_id'), scope, sub, until, now);
    return c.json(answer satisfies OrderResolved);
  });
