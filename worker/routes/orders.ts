import { Hono } from 'hono';
import * as v from 'valibot';
import type { OrderGone, Timeline } from '../contract/api.ts';
import { MESSAGE_LENGTH } from '../domain/message.ts';
import { noteBy } from '../domain/person-entry.ts';
import { foldSettings } from '../env.ts';
import { parse, readJson } from '../http/body.ts';
import { conditional } from '../http/conditional.ts';
import type { App } from '../http/context.ts';
import { instant, line } from '../http/parse-event.ts';
import { apiKey, viewer } from '../middleware/auth.ts';
import { ANSWERS } from '../openapi/answers.ts';
import { documented } from '../openapi/operation.ts';
import { append } from '../store/append.ts';
import { resolveOrder } from '../store/clicks.ts';
import { database } from '../store/database.ts';
import { forgetOrder } from '../store/forget-order.ts';
import { readTimeline } from '../store/read.ts';
import { storyToWire, toWire } from '../store/to-wire.ts';

const Resolve = v.strictObject({ up_to: v.optional(instant) }, 'is not a field of this call');
const Note = v.strictObject({ message: line(MESSAGE_LENGTH) }, ({ expected }) =>
  expected === 'never' ? 'is not a field of a note' : 'is required',
);

const reading = documented({
  summary: "An order's timeline, oldest first, and where the order stands.",
  conditional: true,
  answers: { 200: ANSWERS.Timeline },
});
const noting = documented({
  summary: "Writes a note, signed with the token's `sub`.",
  body: Note,
  answers: { 201: ANSWERS.Event },
});
const resolving = documented({
  summary: 'Resolves all that is open of an order.',
  body: Resolve,
  bodyOptional: true,
  answers: { 200: ANSWERS.ManyResolved },
});
const forgetting = documented({
  summary: 'The order is gone from the shop; its events stay without it.',
  answers: { 200: ANSWERS.OrderGone },
});

export const orders = new Hono<App>()
  .get('/:order_id/events', reading, viewer('read'), async (c) => {
    const as_of = new Date().toISOString();
    const db = database(c.env.DB);
    const { rows, standing } = await readTimeline(db, c.req.param('order_id'));
    const story = standing && storyToWire(standing, foldSettings(c.env).steps);
    return conditional(c, { events: rows.map((row) => toWire(row, c.env)), story, as_of } satisfies Timeline);
  })

  .post('/:order_id/notes', noting, viewer('write'), async (c) => {
    const { message } = parse(Note, await readJson(c));
    const db = database(c.env.DB);
    const now = Date.now();
    const note = noteBy(c.get('viewer').sub, c.req.param('order_id'), message, now);
    const { ids, added } = await append(db, [note], foldSettings(c.env), now);
    return c.json(toWire(added.get(ids[0]!)!, c.env), 201);
  })

  .post('/:order_id/resolve', resolving, viewer('write'), async (c) => {
    const { sub, order_id } = c.get('viewer');
    const { up_to } = parse(Resolve, (await c.req.arrayBuffer()).byteLength === 0 ? {} : await readJson(c));
    const now = Date.now();
    const until = up_to === undefined ? now : Date.parse(up_to);
    const clicker = { by: sub, order_id };
    return c.json(await resolveOrder(database(c.env.DB), c.req.param('order_id'), until, clicker, now));
  })

  .delete('/:order_id', forgetting, apiKey(), async (c) =>
    c.json({ events: await forgetOrder(database(c.env.DB), c.req.param('order_id')) } satisfies OrderGone),
  );
