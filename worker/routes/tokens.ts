import { Hono } from 'hono';
import { sign } from 'hono/jwt';
import * as v from 'valibot';
import type { NewToken } from '../contract/api.ts';
import { NOT_PERSONS } from '../domain/story/event.ts';
import { tokenSecrets } from '../env.ts';
import { parse, readJson } from '../http/body.ts';
import { type App, CUSTOMER, MOST_SECONDS, SCOPES } from '../http/context.ts';
import { line, orderNumber } from '../http/parse-event.ts';
import { apiKey } from '../middleware/auth.ts';
import { ANSWERS } from '../openapi/answers.ts';
import { documented } from '../openapi/operation.ts';

const HOUR = 60 * 60;

const isScopes = (text: string) =>
  text === CUSTOMER || text.split(' ').every((scope) => (SCOPES as readonly string[]).includes(scope));

const EITHER = SCOPES.join('|');

const Fields = v.strictObject(
  {
    sub: v.pipe(line(128), v.notValues(NOT_PERSONS, 'is not a person')),
    scope: v.pipe(
      v.string('must be a string'),
      v.check(isScopes, 'must be "read", "write", both with a space between, or "customer"'),
      v.metadata({ pattern: `^(${CUSTOMER}|(${EITHER})( (${EITHER}))*)$` }),
    ),
    order_id: v.optional(orderNumber),
    expires_in: v.optional(
      v.pipe(
        v.number('must be a number of seconds'),
        v.integer('must be whole seconds'),
        v.minValue(1, 'must be at least 1'),
        v.maxValue(MOST_SECONDS.customer, `must be at most ${MOST_SECONDS.customer}, which is 90 days`),
      ),
      HOUR,
    ),
  },
  ({ expected }) => (expected === 'never' ? 'is not a field of a token' : 'is required'),
);

const Request = v.pipe(
  Fields,
  v.forward(
    v.partialCheck(
      [['scope'], ['order_id']],
      ({ scope, order_id }) => scope !== CUSTOMER || order_id !== undefined,
      'is required of a customer',
    ),
    ['order_id'],
  ),
  v.forward(
    v.partialCheck(
      [['scope'], ['expires_in']],
      ({ scope, expires_in }) => scope === CUSTOMER || expires_in <= MOST_SECONDS.viewer,
      `must be at most ${MOST_SECONDS.viewer}, which is 24 hours, unless it is a customer's`,
    ),
    ['expires_in'],
  ),
);

const making = documented({
  summary: "A token for a person's browser.",
  body: Request,
  answers: { 201: ANSWERS.NewToken },
});

export const tokens = new Hono<App>().post('/', making, apiKey(), async (c) => {
  const { expires_in, ...claims } = parse(Request, await readJson(c));
  const [secret] = tokenSecrets(c.env);
  const iat = Math.floor(Date.now() / 1000);
  const exp = iat + expires_in;
  const token = await sign({ ...claims, aud: 'flagpost', iat, exp }, secret!);
  return c.json({ token, expires_at: new Date(exp * 1000).toISOString() } satisfies NewToken, 201);
});
