import { Hono } from 'hono';
import * as v from 'valibot';
import type { Erased } from '../contract/api.ts';
import { isEventId } from '../domain/event-id.ts';
import { adminKeys, foldSettings } from '../env.ts';
import { parse, readJson } from '../http/body.ts';
import type { App } from '../http/context.ts';
import { orderNumber } from '../http/parse-event.ts';
import { invalid, Problem } from '../http/problem-json.ts';
import { adminKey } from '../middleware/auth.ts';
import { ANSWERS } from '../openapi/answers.ts';
import { documented } from '../openapi/operation.ts';
import { database } from '../store/database.ts';
import { type Erasing, eraseOf } from '../store/erase.ts';

const EMAIL = /^[^\s@<>"]+@[^\s@<>"]+$/;

const Request = v.strictObject(
  {
    email: v.optional(
      v.pipe(
        v.string('must be a string'),
        v.trim(),
        v.maxLength(320, 'must be at most 320 characters'),
        v.regex(EMAIL, 'must be an address, such as customer@example.com'),
      ),
    ),
    order_id: v.optional(orderNumber),
    next: v.optional(v.nullable(v.string('must be the next of the last answer'))),
  },
  'is not a field of this call',
);

/** The `next` of an answer: the id after which to go on, which means nothing to the caller. */
const encode = (id: string | null): string | null => (id === null ? null : btoa(id).replaceAll('=', ''));

const decode = (next: string | null): string | null => {
  if (next === null) return null;
  try {
    const id = atob(next);
    if (isEventId(id)) return id;
  } catch {
    // It is no base64.
  }
  throw new Problem(400, 'next is not one that this call gave out. Leave it out to start over.');
};

const whomOf = ({ email, order_id }: v.InferOutput<typeof Request>): Erasing => {
  if (email !== undefined && order_id === undefined) return { email };
  if (order_id !== undefined && email === undefined) return { order_id };
  const message = email === undefined ? 'give email or order_id' : 'give email or order_id, not both';
  throw invalid([
    { path: 'email', message },
    { path: 'order_id', message },
  ]);
};

const erasing = documented({
  summary: 'Takes a person or an order out of the log, piece by piece.',
  body: Request,
  answers: { 200: ANSWERS.Erased },
});

export const erase = new Hono<App>().post('/', erasing, adminKey(), async (c) => {
  const request = parse(Request, await readJson(c));
  const [salt] = adminKeys(c.env);
  const page = await eraseOf(
    database(c.env.DB),
    whomOf(request),
    decode(request.next ?? null),
    salt!,
    foldSettings(c.env),
  );
  return c.json({ erased: page.erased, next: encode(page.after) } satisfies Erased);
});
