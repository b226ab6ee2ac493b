import { Hono } from 'hono';
import * as v from 'valibot';
import type { CustomerStatus, OrderGone, Timeline } from '../contract/api.ts';
import { MESSAGE_LENGTH } from '../domain/message.ts';
import { noteBy } from '../domain/person-entry.ts';
import { foldSettings } from '../env.ts';
import { parse, readJson } from '../http/body.ts';
import { conditional } from '../http/conditional.ts';
import { type App, CUSTOMER } from '../http/context.ts';
import { instant, line } from '../http/parse-event.ts';
import { Problem } from '../http/problem-json.ts';
import { apiKey, viewer } from '../middleware/auth.ts';
import { ANSWERS } from '../openapi/answers.ts';
import { documented } from '../openapi/operation.ts';
import { append } from '../store/append.ts';
import { database } from '../store/database.ts';
import { forgetOrder } from '../store/forget-order.ts';
import { readTimeline } from '../store/read.ts';
import { resolveOrder } from '../store/resolve-all.ts';
import { statusToWire, storyToWire, toWire } from '../store/to-wire.ts';

const Resolve = v.strictObject({ up_to: v.optional(instant) }, 'is not a field of this call');
const Note = v.strictObject(
  { message: line(MESSAGE_LENGTH), public: v.optional(v.boolean('must be true or false'), false) },
  ({ expected }) => (expected === 'never' ? 'is not a field of a note' : 'is required'),
);

const reading = documented({
  summary: "An order's timeline, oldest first, and where the order stands.",
  conditional: true,
  answers: { 200: ANSWERS.Timeline },
});
const showing = documented({
  summary: "What a customer may know of their order: where it stands, its parcels, and the shop's public notes.",
  conditional: true,
  answers: { 200: ANSWERS.CustomerStatus, 404: 'The order is not there, gone from the shop, or erased.' },
});
const noting = documented({
  summary: "Writes a note, signed with the token's `sub`. The customer may read it where `public` is true.",
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

  .get('/:order_id/status', showing, viewer(CUSTOMER, 'read'), async (c) => {
    const as_of = new Date().toISOString();
    const order_id = c.req.param('order_id');
    const told = await readTimeline(database(c.env.DB), order_id);
    const status = statusToWire(order_id, told, foldSettings(c.env).steps);
    if (status === null) throw new Problem(404, 'There is no such order.');
    return conditional(c, { ...status, as_of } satisfies CustomerStatus);
  })

  .post('/:order_id/notes', noting, viewer('write'), async (c) => {
    const { message, public: isPublic } = parse(Note, await readJson(c));
    const db = database(c.env.DB);
    const now = Date.now();
    const note = noteBy(c.get('viewer').sub, c.req.param('order_id'), message, isPublic, now);
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
