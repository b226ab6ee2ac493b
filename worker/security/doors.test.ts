import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { sign } from 'hono/jwt';
import { app } from '../app.ts';
import { request } from '../sources/fixtures/delivery.ts';
import { loadFixtures, secretsOf } from '../sources/fixtures/load.ts';
import { SOURCES } from '../sources/index.ts';
import { plainRequest, sendAll } from '../testing/batch.ts';
import { asViewer, bearer, record, viewerToken } from '../testing/callers.ts';
import { ADMIN_KEY, API_KEY, ORIGIN, SECRETS, TOKEN_SECRET, useWorker } from '../testing/harness.ts';
import type { PlainAnswer, PlainRequest } from '../testing/tested-worker.ts';
import { DOORS, type Door } from './doors.ts';

const FIXTURES = await loadFixtures();
const worker = useWorker({ secrets: secretsOf(FIXTURES) });

let tried = 0;
after(() => console.log(`${tried} doors tried`));

const SOON = () => Math.floor(Date.now() / 1000) + 600;
const claims = () => ({ sub: 'Ana', scope: 'read write', exp: SOON() });
const base64url = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
const unsigned = (alg: string) => `${base64url({ alg, typ: 'JWT' })}.${base64url(claims())}.`;

const customer = (order_id: string, days: number) =>
  viewerToken({ scope: 'customer', order_id, exp: SOON() + days * 86_400 });

/** Callers whom nobody knows, whatever the door. */
const STRANGERS: Record<string, () => string | null | Promise<string>> = {
  none: () => null,
  garbage: () => 'garbage',
  'an empty token': () => '',
  'three dots': () => '...',
  expired: () => viewerToken({ exp: SOON() - 700 }),
  'without an end': () => viewerToken({ exp: undefined }),
  'for two days': () => viewerToken({ exp: SOON() + 2 * 86_400 }),
  'of another secret': () => viewerToken({}, 'x'.repeat(40)),
  'of an empty secret': () => sign(claims(), '\0'),
  'of the API key as secret': () => viewerToken({}, API_KEY),
  'wrong algorithm': () => sign(claims(), TOKEN_SECRET, 'HS512'),
  'alg: none': () => unsigned('none'),
  'alg: NONE': () => unsigned('NONE'),
  'HS256 in name only': () => unsigned('HS256'),
  'of another audience': () => viewerToken({ aud: 'shop' }),
  'a customer of no order': () => viewerToken({ scope: 'customer' }),
  'a customer who reads as well': () => viewerToken({ scope: 'customer read', order_id: 'SS-1' }),
  'a customer of a scope that nobody knows': () => viewerToken({ scope: 'admin customer', order_id: 'SS-1' }),
  'a customer for 91 days': () => customer('SS-1', 91),
  'of nobody': () => viewerToken({ sub: ' \u200b' }),
  'of an empty order': () => viewerToken({ order_id: '' }),
  'an API key that is longer': () => `${API_KEY}x`,
  'an API key that is shorter': () => API_KEY.slice(0, -1),
  'an API key in capitals': () => API_KEY.toUpperCase(),
  'the token secret': () => TOKEN_SECRET,
};

const KEYS = { 'api key': API_KEY, 'admin key': ADMIN_KEY };
const VIEWERS: Record<string, () => Promise<string>> = {
  'a viewer': () => viewerToken(),
  'a viewer that only reads': () => viewerToken({ scope: 'read' }),
  'a viewer that only writes': () => viewerToken({ scope: 'write' }),
  'a viewer without a scope': () => viewerToken({ scope: undefined }),
  'a viewer of scopes in capitals': () => viewerToken({ scope: 'READ WRITE' }),
  'a viewer of another order': () => viewerToken({ order_id: 'SS-2' }),
  'a customer of the order, for 89 days': () => customer('SS-1', 89),
  'a customer of another order': () => customer('SS-2', 1),
};

const isKeyed = (door: Door): door is Door & { for: keyof typeof KEYS } => door.for in KEYS;
const isViewed = (door: Door): boolean => door.for === 'read' || door.for === 'write';

/** The answer to a viewer. */
const seen = (door: Door, who: string): number => {
  const { answer = 200, another = 200 } = door;
  if (!isViewed(door)) return 401;
  if (who.startsWith('a customer of')) return (who.includes('another') ? null : door.customer) ?? 403;
  if (who === 'a viewer') return answer;
  if (who === 'a viewer of another order') return another;
  return who === `a viewer that only ${door.for}s` ? answer : 403;
};

/** Every kind of caller, what it shows, and what it is answered. */
const callers = function* (door: Door): Generator<[who: string, token: () => unknown, answer: number]> {
  const { answer = 200 } = door;
  const open = door.for === 'anyone' ? answer : null;
  for (const [who, token] of Object.entries(STRANGERS)) yield [who, token, open ?? 401];
  for (const [who, token] of Object.entries(VIEWERS)) yield [who, token, open ?? seen(door, who)];
  for (const [who, key] of Object.entries(KEYS))
    yield [`an ${who}`, () => key, open ?? (who === door.for ? answer : 401)];
};

const failureOf = async (order_id: string): Promise<string> => {
  await record(
    worker,
    { event_type: 'order.created', order_id, message: 'Placed' },
    { event_type: 'order.submission_failed', order_id, message: `a secret of ${order_id}` },
  );
  return (await asViewer(worker).timeline(order_id)).events.at(-1)!.id;
};

/** The call of a rightful caller, without its credential. */
const callOf = (route: string, { body }: Door, id: string): PlainRequest => {
  const [method, path] = route.split(' ') as [string, string];
  const values: Record<string, string> = { ':id': id, ':order_id': 'SS-1', ':source': 'stripe', ':name': 'retry' };
  const headers = { 'Content-Type': 'application/json' };
  return plainRequest(
    path.replace(/:\w+/g, (name) => values[name]!),
    { method, headers, body: JSON.stringify(body) },
  );
};

/** The call with a credential, and with more headers. */
const as = (token: unknown, call: PlainRequest, more: Record<string, string> = {}): PlainRequest => {
  const shown = token === null ? {} : bearer(String(token));
  return { ...call, headers: { ...call.headers, ...shown, ...more } };
};

/** A browser's question before a call from another origin. */
const preflight = ({ method, path }: PlainRequest, origin: string): PlainRequest => ({
  method: 'OPTIONS',
  path,
  headers: { Origin: origin, 'Access-Control-Request-Method': method },
  body: null,
});

const send = (requests: PlainRequest[]): Promise<PlainAnswer[]> => {
  tried += requests.length;
  return sendAll(worker, requests);
};

const allowedOrigin = ({ headers }: PlainAnswer) => headers['access-control-allow-origin'] ?? null;

const routes = [
  ...new Set(app.routes.filter(({ method }) => method !== 'ALL').map(({ method, path }) => `${method} ${path}`)),
];

test('every route has a row in worker/security/doors.ts, and no row is of a route that is gone', () => {
  const missing = routes.filter((route) => !Object.hasOwn(DOORS, route));
  assert.deepEqual(
    missing,
    [],
    'A new route needs a row in DOORS of worker/security/doors.ts, which says who may go through it: ' +
      "'GET /v1/thing': { for: 'read', another: 200 }. `for` is a viewer's scope, 'api key', 'admin key', 'signature' or " +
      "'anyone'; `body` is one that a rightful caller sends; `answer` what comes of it, if not 200; `another` what a token " +
      'of another order gets. A call of servers also belongs into SERVER_CALL of worker/middleware/cors.ts.',
  );
  assert.deepEqual(
    Object.keys(DOORS).filter((route) => !routes.includes(route)),
    [],
  );
});

for (const [route, door] of Object.entries(DOORS)) {
  describe(route, () => {
    test('answers each kind of caller as it may be answered', async () => {
      const call = callOf(route, door, await failureOf('SS-1'));
      const all = [...callers(door)];
      const answers = await send(await Promise.all(all.map(async ([, token]) => as(await token(), call))));
      for (const [i, [who, , answer]] of all.entries()) {
        const { status, headers, text } = answers[i]!;
        assert.equal(status, answer, `${who}: ${text}`);
        if (answer < 400) continue;
        assert.equal(headers['content-type'], 'application/problem+json', who);
        assert.doesNotMatch(text, /secret of|SELECT|INSERT|at .*\.ts:/, who);
        const asksForCredentials = headers['www-authenticate'] !== undefined;
        assert.equal(asksForCredentials, answer === 401 && door.for !== 'signature', who);
      }
    });

    test('tells a page of another origin nothing, and of an allowed one only what viewers may see', async () => {
      const call = callOf(route, door, await failureOf('SS-1'));
      const rightful = isKeyed(door) ? KEYS[door.for] : await viewerToken();
      const others = ['https://evil.example', 'null', `${ORIGIN}.evil.example`, ORIGIN.replace('https', 'http')];
      const forAll = door.isPublic ? '*' : null;
      const refused = await send(others.map((origin) => preflight(call, origin)));
      assert.deepEqual(refused.map(allowedOrigin), [null, null, null, null]);
      const answers = await send(others.map((origin) => as(rightful, call, { Origin: origin })));
      assert.deepEqual(answers.map(allowedOrigin), [forAll, forAll, forAll, forAll]);

      const own = isViewed(door) ? ORIGIN : null;
      const allowed = await send([
        preflight(call, ORIGIN),
        as(rightful, call, { Origin: ORIGIN }),
        as(API_KEY, call, { Origin: ORIGIN }),
      ]);
      assert.deepEqual(allowed.map(allowedOrigin), [own, forAll ?? own, forAll ?? own]);
      for (const { headers } of allowed) assert.equal(headers['access-control-allow-credentials'], undefined);
    });

    if (isViewed(door) && door.another === 200) {
      test('shows and changes nothing of another order to a token of one', async () => {
        const id = await failureOf('SS-1');
        const call = callOf(route, { ...door, ...(door.body !== undefined && { body: { ids: [id] } }) }, id);
        const [answer] = await send([as(await viewerToken({ order_id: 'SS-2' }), call)]);
        const { text } = answer!;
        assert.ok(!text.includes(id) && !text.includes('SS-1') && !/"count":[1-9]/.test(text), text);
        assert.equal((await asViewer(worker).event(id)).resolved_at, null);
      });
    }
  });
}

describe('POST /webhooks/:source', () => {
  for (const [name, source] of Object.entries(SOURCES)) {
    test(`refuses at ${name} what every other source has signed, and what nobody has`, async () => {
      const [sample] = Object.values(FIXTURES.get(name)!.deliveries(Date.now() - 60_000));
      const text = JSON.stringify(sample!.body);
      const signed = await Promise.all(
        Array.from(FIXTURES.values(), async ({ sign, secret }) => {
          const signature = await sign(text, { secret, at: Date.now(), id: 'msg_1' });
          const { query, init } = request(text, signature, sample!.headers);
          return plainRequest(`/webhooks/${name}${query}`, init);
        }),
      );
      for (const [i, { status }] of (await send(signed)).entries()) {
        const other = [...FIXTURES.keys()][i];
        assert.equal(status, other === name ? 200 : 401, `${other} at ${name}, which covers ${source.covers}`);
      }
      const unsigned = plainRequest(`/webhooks/${name}`, { headers: { ...sample!.headers }, body: text });
      const tokens = [API_KEY, ADMIN_KEY, await viewerToken()];
      const answers = await send(tokens.map((token) => as(token, unsigned)));
      assert.deepEqual(
        answers.map(({ status }) => status),
        [401, 401, 401],
      );
    });
  }
});

test('a path that is written otherwise opens no other door', async () => {
  const headers = { Origin: ORIGIN, 'Access-Control-Request-Method': 'POST' };
  for (const path of [
    '/v1/%65vents',
    '/v1/events/',
    '/v1//events',
    '/V1/events',
    '/v1/./events',
    '/v1/x/../tokens',
    '/v1/%74okens',
  ]) {
    tried++;
    const env = { ...SECRETS, DB: worker.db };
    const preflight = await app.request(path, { method: 'OPTIONS', headers }, env);
    const posted = await app.request(path, { method: 'POST', headers: bearer(await viewerToken()), body: '{}' }, env);
    assert.ok([401, 404].includes(posted.status), `${path}: ${posted.status}`);
    if (posted.status === 401) assert.equal(preflight.headers.get('Access-Control-Allow-Origin'), null, path);
  }
});
