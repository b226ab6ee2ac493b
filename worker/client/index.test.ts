import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach, describe, test } from 'node:test';
import { type ClientOptions, createClient, type LogOptions, type LogResult, type TokenOptions } from './index.ts';

const API_KEY = 'client-test-api-key-0123456789abcdef';
const TOKEN_SECRET = 'client-test-token-secret-0123456789ab';
const CREATED: Answer = (response) => response.writeHead(201).end('{"id":"0198-an-event"}');

type Answer = (response: ServerResponse, request: IncomingMessage) => void;

/** A server that answers each request with the next of `answers`, the last one again and again. */
let answers: Answer[] = [];
let requests: { headers: IncomingMessage['headers']; body: Record<string, unknown> }[] = [];
let url = '';

const server = createServer(async (request, response) => {
  const chunks = await request.toArray();
  requests.push({ headers: request.headers, body: JSON.parse(Buffer.concat(chunks).toString()) });
  answers[Math.min(requests.length, answers.length) - 1]?.(response, request);
});

before(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
beforeEach(() => {
  answers = [CREATED];
  requests = [];
});
after(() => {
  server.closeAllConnections();
  server.close();
});

const status =
  (code: number, headers = {}, body = ''): Answer =>
  (response) =>
    response.writeHead(code, headers).end(body);
const hang: Answer = () => {};

const client = (options: Partial<ClientOptions> = {}) =>
  createClient({ url, apiKey: API_KEY, tokenSecret: TOKEN_SECRET, timeout: 5_000, ...options });
/** Where the time has to run out. */
const hurried = (options: Partial<ClientOptions> = {}) => client({ timeout: 600, ...options });

/** Settles as the entry does; a guard far beyond any limit says if it never would. */
const settled = async (sending: Promise<LogResult>) => {
  let guard: ReturnType<typeof setTimeout> | undefined;
  const never = new Promise<never>((_, reject) => {
    guard = setTimeout(() => reject(new Error('log did not settle')), 20_000);
  });
  try {
    return await Promise.race([sending, never]);
  } finally {
    clearTimeout(guard);
  }
};

const logged = (options?: LogOptions, message: string | null = 'Delivered') =>
  settled(client().log('order.delivered', message, options));

const refused = async (sending: Promise<LogResult>) => {
  const result = await settled(sending);
  assert.equal(result.ok, false);
  assert.doesNotMatch(result.error, /client-test/, 'an error shows no secret');
  return result.error;
};

describe('an entry', () => {
  test('is posted with the API key and answered with its id', async () => {
    assert.deepEqual(await logged({ order_id: 'SS-1', payload: { carrier: 'DHL' } }), {
      ok: true,
      id: '0198-an-event',
    });
    assert.equal(requests[0]?.headers.authorization, `Bearer ${API_KEY}`);
    const { occurred_at, idempotency_key, ...entry } = requests[0]?.body ?? {};
    assert.deepEqual(entry, {
      event_type: 'order.delivered',
      message: 'Delivered',
      order_id: 'SS-1',
      payload: { carrier: 'DHL' },
    });
    assert.match(String(occurred_at), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    assert.match(String(idempotency_key), /^[0-9a-f-]{36}$/);
  });

  test('carries no message where the type has a sentence of its own', async () => {
    assert.equal((await logged({}, null)).ok, true);
    assert.equal('message' in (requests[0]?.body ?? {}), false);
  });

  test('may say when it happened, as a Date, as text or in milliseconds', async () => {
    const noon = '2026-02-16T12:00:00.000Z';
    for (const occurred_at of [new Date(noon), '2026-02-16T13:00:00+01:00', Date.parse(noon)]) {
      await logged({ occurred_at });
      assert.equal(requests.at(-1)?.body.occurred_at, noon);
    }
  });

  test('is cut to 500 characters, never through the middle of one', async () => {
    await logged({}, 'a'.repeat(500));
    assert.equal(requests.at(-1)?.body.message, 'a'.repeat(500));
    await logged({}, 'a'.repeat(501));
    assert.equal(requests.at(-1)?.body.message, `${'a'.repeat(499)}…`);
    await logged({}, `${'a'.repeat(498)}📦📦`);
    assert.equal(requests.at(-1)?.body.message, `${'a'.repeat(498)}…`);
  });

  test('survives a BigInt in its payload', async () => {
    assert.equal((await logged({ payload: { size: 12n } as never })).ok, true);
    assert.deepEqual(requests[0]?.body.payload, { size: '12' });
  });

  test('that cannot be written is an error value, whatever is wrong with it', async () => {
    const circular: Record<string, unknown> = {};
    circular.self = circular;
    const throwing = {
      get order_id(): string {
        throw new Error('boom');
      },
    };
    const bad = [{ payload: circular }, throwing, { occurred_at: 'yesterday-ish' }, { occurred_at: 5n }];
    for (const options of bad) await refused(client().log('order.delivered', 'Delivered', options as never));
    await refused(client().log('order.delivered', Object.create(null)));
    assert.equal(requests.length, 0);
  });

  test('whose time is none is an error value that names it', async () => {
    for (const occurred_at of ['yesterday-ish', Number.NaN, new Date('')]) {
      assert.equal(await refused(client().log('a.b', 'x', { occurred_at })), "The entry's occurred_at is no time");
    }
  });

  test('bears options that are none', async () => {
    for (const options of [null, undefined, 5, 'text']) assert.equal((await logged(options as never)).ok, true);
  });
});

describe('a try that fails', () => {
  const again: Record<string, Answer> = {
    'a server error': status(500),
    'a database that is down': status(503, { 'retry-after': '0' }),
    'too many requests': status(429, { 'retry-after': new Date(0).toUTCString() }),
    'a connection that breaks': (response) => response.destroy(),
    'an answer that breaks off': (response) => {
      response.writeHead(201, { 'content-length': '500' });
      response.write('{"id":', () => response.destroy());
    },
    'an answer that never comes': hang,
  };
  for (const [what, answer] of Object.entries(again)) {
    test(`after ${what} is tried again as the same event`, async () => {
      answers = [answer, CREATED];
      assert.deepEqual(await settled(client().log('order.delivered')), {
        ok: true,
        id: '0198-an-event',
      });
      assert.equal(requests.length, 2);
      assert.deepEqual(requests[0]?.body, requests[1]?.body);
    });
  }

  test('with 422 is not tried again, and says what is wrong', async () => {
    const problem = { detail: 'Some fields are wrong.', errors: [{ path: 'order_id', message: 'too long' }] };
    answers = [status(422, {}, JSON.stringify(problem))];
    const error = await refused(client().log('order.delivered'));
    assert.match(error, /422: Some fields are wrong.*order_id.*too long/);
    assert.equal(requests.length, 1);
  });

  test('is not tried again where Retry-After is beyond the limit', async () => {
    answers = [status(503, { 'retry-after': '3600' })];
    assert.match(await refused(client().log('order.delivered')), /503/);
    assert.equal(requests.length, 1);
  });

  test('does not send the key on to where a redirect points', async () => {
    answers = [status(307, { location: '/elsewhere' })];
    assert.match(await refused(client().log('order.delivered')), /307/);
    assert.equal(requests.length, 1);
  });

  test('with an answer that is no event is an error value', async () => {
    for (const garbage of ['', 'null', '<html>', '[]', '{"id":7}', '"\\u0000"']) {
      answers = [status(200, {}, garbage)];
      await refused(client().log('order.delivered'));
    }
  });

  test('shows no secret, even where the answer repeats it', async () => {
    answers = [
      (response, request) =>
        status(400, {}, JSON.stringify({ detail: request.headers.authorization }))(response, request),
    ];
    assert.match(await refused(client().log('order.delivered')), /Bearer …/);
  });
});

describe('log settles', () => {
  test('when nobody listens', async () => {
    assert.match(await refused(client({ url: 'http://127.0.0.1:1' }).log('order.delivered')), /not reached/);
  });

  test('when the host does not exist', async () => {
    assert.match(await refused(client({ url: 'http://flagpost.invalid' }).log('order.delivered')), /not reached/);
  });

  test('when no answer ever comes', async () => {
    answers = [hang];
    assert.match(await refused(hurried().log('order.delivered')), /not reached \(timeout\)/);
  });

  test('when every answer is an error', async () => {
    answers = [status(500)];
    assert.match(await refused(client({ timeout: 2_000 }).log('order.delivered')), /500/);
    assert.ok(requests.length > 1);
  });

  test('when an answer never ends', async () => {
    answers = [
      (response) => {
        response.writeHead(201);
        response.write('{');
      },
    ];
    await refused(hurried().log('order.delivered'));
  });

  test('when fetch misbehaves', async () => {
    const fetches = [() => new Promise<Response>(() => {}), () => Promise.reject(null), () => 7 as never];
    for (const fetch of fetches) await refused(hurried({ fetch }).log('order.delivered'));
  });

  test('at once when the client was set up wrongly', async () => {
    const wrong = [{ url: '' }, { url: 'ftp://x' }, { url: 'http://' }, { apiKey: '' }, { apiKey: 'client-test\nkey' }];
    for (const options of wrong) await refused(client(options).log('order.delivered'));
    await refused(createClient({} as never).log('order.delivered'));
    assert.equal(requests.length, 0);
  });

  test('within the default where the timeout is no time', async () => {
    for (const timeout of [Number.NaN, -1, 0, Number.POSITIVE_INFINITY]) {
      assert.equal((await settled(client({ timeout }).log('order.delivered'))).ok, true);
    }
  });
});

describe('waitUntil', () => {
  test('is handed the promise that log returns', async () => {
    const handed: Promise<LogResult>[] = [];
    const sending = client().log('order.delivered', null, { waitUntil: (promise) => handed.push(promise) });
    assert.deepEqual(handed, [sending]);
    await settled(sending);
  });

  test('may fail without losing the entry', async () => {
    const waitUntil = () => {
      throw new TypeError('Illegal invocation');
    };
    assert.equal((await logged({ waitUntil })).ok, true);
  });
});

describe('a viewer token', () => {
  const claims = (token: string) => JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());

  test('is a JWT that the secret signed', async () => {
    const [head = '', body = '', signature = ''] = (
      await client().viewerToken({ sub: 'Zoë 李', scope: 'read write' })
    ).split('.');
    assert.deepEqual(JSON.parse(atob(head)), { alg: 'HS256', typ: 'JWT' });
    const key = await crypto.subtle.importKey(
      'raw',
      Buffer.from(TOKEN_SECRET),
      { name: 'HMAC', hash: 'SHA-256' },
      false,
      ['verify'],
    );
    const valid = crypto.subtle.verify(
      'HMAC',
      key,
      Buffer.from(signature, 'base64url'),
      Buffer.from(`${head}.${body}`),
    );
    assert.equal(await valid, true);
    const { iat, exp, ...rest } = claims(`.${body}.`);
    assert.deepEqual(rest, { sub: 'Zoë 李', scope: 'read write', aud: 'flagpost' });
    assert.equal(exp - iat, 3600);
  });

  test('may be for one order, and for as long as a day', async () => {
    const token = claims(
      await client().viewerToken({ sub: 'Ana', scope: 'read', order_id: 'SS-1', expires_in: 86_400 }),
    );
    assert.equal(token.order_id, 'SS-1');
    assert.equal(token.exp - token.iat, 86_400);
  });

  test("may be a customer's, for one order and for as long as 90 days", async () => {
    const made = claims(await client().viewerToken({ scope: 'customer', order_id: 'SS-1', expires_in: 90 * 86_400 }));
    const { iat, exp, ...rest } = made;
    assert.deepEqual(rest, { sub: 'customer', scope: 'customer', aud: 'flagpost', order_id: 'SS-1' });
    assert.equal(exp - iat, 90 * 86_400);
  });

  const bad: Record<string, unknown> = {
    'nobody to name': { sub: ' ' },
    'the name of a machine': { sub: 'recovered' },
    'no scope': { scope: '' },
    'a scope that does not exist': { scope: 'read admin' },
    'an order number that got lost': { order_id: undefined },
    'an empty order number': { order_id: '' },
    'an order number that no URL can name': { order_id: '..' },
    'no time': { expires_in: 0 },
    'more than a day': { expires_in: 86_401 },
    'half a second': { expires_in: 0.5 },
    'a customer of no order': { scope: 'customer' },
    'a customer who reads as well': { scope: 'customer read', order_id: 'SS-1' },
    'a customer for more than 90 days': { scope: 'customer', order_id: 'SS-1', expires_in: 90 * 86_400 + 1 },
  };
  for (const [what, options] of Object.entries(bad)) {
    test(`is refused for ${what}`, async () => {
      const wrong = { sub: 'Ana', scope: 'read', ...(options as object) } as TokenOptions;
      await assert.rejects(client().viewerToken(wrong), Error);
    });
  }

  test('needs a secret that is long enough', async () => {
    for (const tokenSecret of [undefined, 'short']) {
      await assert.rejects(client({ tokenSecret }).viewerToken({ sub: 'Ana', scope: 'read' }), /tokenSecret/);
    }
  });
});
