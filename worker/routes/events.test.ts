import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Attention, BatchAccepted, FeedQuery, ProblemJson, Timeline } from '../contract/api.ts';
import type { LogEvent } from '../contract/event.ts';
import { SENTENCES } from '../contract/sentences.ts';
import { TAXONOMY } from '../contract/taxonomy.ts';
import { asServer, asViewer, bearer, record, viewerToken } from '../testing/callers.ts';
import { API_KEY, useWorker } from '../testing/harness.ts';

const worker = useWorker();

const post = (body: unknown) => asServer(worker, '/v1/events', body);
const get = async (path: string, headers: Record<string, string> = {}) =>
  worker.fetch(path, { headers: { ...bearer(await viewerToken()), ...headers } });
const stored = async () =>
  (await worker.db.prepare('SELECT count(*) AS n FROM activity_log').first<{ n: number }>())!.n;
const at = (second: number) => new Date(Date.UTC(2026, 1, 16, 14, 0, second)).toISOString();

describe('POST /v1/events', () => {
  test('answers the event as it was recorded', async () => {
    const response = await post({
      event_type: 'order.submission_failed',
      order_id: 'SS-260223-0042',
      payload: { provider: 'printify', reason: 'insufficient stock for M Black' },
      occurred_at: '2026-02-16T15:23:05+01:00',
      actor: 'checkout',
    });
    assert.equal(response.status, 201);
    const { id, inserted_at, ...event } = (await response.json()) as LogEvent;
    assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    assert.ok(Math.abs(Date.parse(inserted_at) - Date.now()) < 60_000);
    assert.deepEqual(event, {
      event_type: 'order.submission_failed',
      level: 'error',
      order_id: 'SS-260223-0042',
      message: 'Submission to Printify failed: insufficient stock for M Black',
      sentence: 'order.submission_failed',
      payload: { provider: 'printify', reason: 'insufficient stock for M Black' },
      tracking_url: null,
      source: 'api',
      actor: 'checkout',
      occurred_at: '2026-02-16T14:23:05.000Z',
      resolved_at: null,
      resolved_by: null,
      problem: 'submission:SS-260223-0042',
      repeats: 1,
      snoozed_until: null,
      actions: [],
      came_back: null,
      retracted: false,
    });
  });

  test('offers its own actions, and its type’s only where a shop does them', async () => {
    const actions = [{ name: 'call', label: 'Call the customer' }];
    const failed = { event_type: 'order.submission_failed', message: 'Failed', order_id: 'SS-1' };
    for (const [event, offered] of [
      [failed, []],
      [{ ...failed, actions }, actions],
    ] as const) {
      const answer = (await (await post(event)).json()) as LogEvent;
      assert.deepEqual(answer.actions, offered);
    }
  });

  test('answers a retry with the event that is there', async () => {
    const event = { event_type: 'order.created', message: 'Placed', occurred_at: at(0), idempotency_key: 'order-1' };
    const [first, retry] = [await post(event), await post({ ...event, message: 'Placed again' })];
    assert.deepEqual([first.status, retry.status], [201, 200]);
    assert.deepEqual(await retry.json(), await first.json());
  });

  test('takes the shop’s own types', async () => {
    const event = (await (
      await post({ event_type: 'warehouse.picked', message: 'Picked', level: 'warning' })
    ).json()) as LogEvent;
    assert.deepEqual([event.event_type, event.level], ['warehouse.picked', 'warning']);
  });

  test('takes every type of the taxonomy, in one batch', async () => {
    const events = Object.keys(TAXONOMY).map((event_type) => ({
      event_type,
      message: 'Something happened',
      order_id: 'SS-1',
    }));
    const answer = (await (await post({ events })).json()) as BatchAccepted;
    assert.deepEqual(answer, { accepted: events.length, duplicates: 0, rejected: [] });
  });

  test('reads a name that every object has as any other', async () => {
    const names = Object.getOwnPropertyNames(Object.prototype);
    const told = await Promise.all(
      names.map(async (name) => {
        const payload = { email: 'a@b.example', kind: name };
        return ((await (await post({ event_type: 'email.bounced', payload })).json()) as LogEvent).message;
      }),
    );
    assert.deepEqual(
      told,
      names.map((name) => `Email bounced: a@b.example (${name})`),
    );
    for (const name of names) {
      const answer = await post(JSON.parse(`{ "event_type": "a.b", "message": "x", "${name}": 1 }`));
      assert.equal(answer.status, 422, name);
      assert.equal((await get(`/v1/events?${name}=x`)).status, 422, name);
      assert.equal((await worker.fetch(`/webhooks/${name}`, { method: 'POST', body: '{}' })).status, 404, name);
    }
  });

  test('takes a type that has a sentence with nothing but its order', async () => {
    for (const event_type of Object.keys(SENTENCES)) {
      const response = await post({ event_type, order_id: 'SS-1' });
      assert.equal(response.status, 201, event_type);
    }
    const told = (await (await post({ event_type: 'order.created', order_id: 'SS-2' })).json()) as LogEvent;
    assert.equal(told.message, 'Order placed');
    const payload = { currency: 'GBP', amount: null, provider: 'stripe' };
    const some = (await (await post({ event_type: 'order.created', order_id: 'SS-3', payload })).json()) as LogEvent;
    assert.equal(some.message, 'Order placed via Stripe');
  });

  test('takes no order number that its URL does not lead to', async () => {
    const signs = [
      '.',
      '..',
      '...',
      '%2e',
      '.%2E',
      '%',
      '%ff',
      '/',
      '//',
      '../x',
      'x/..',
      '\\',
      '..\\',
      '?',
      '#1',
      ' ',
      'é',
      ';',
    ];
    for (const order_id of signs) {
      const response = await post({ event_type: 'a.b', message: 'Picked', order_id });
      const path = `/v1/orders/${encodeURIComponent(order_id)}/events`;
      const isReachable = new URL(path, worker.url).pathname === path;
      assert.equal(response.status, isReachable ? 201 : 422, order_id);
      if (!isReachable) continue;
      const { events } = (await (await get(path)).json()) as Timeline;
      assert.deepEqual(
        events.map((event) => event.order_id),
        [order_id],
      );
    }
  });

  test('refuses a body that is no UTF-8, in which two ids might become one', async () => {
    const bytes = new TextEncoder().encode('{ "event_type": "a.b", "message": "x", "order_id": "SS-?" }');
    const broken = bytes.map((byte) => (byte === 63 ? 0xff : byte));
    const headers = { ...bearer(API_KEY), 'Content-Type': 'application/json' };
    for (const body of [broken, bytes.subarray(0, -3), new Uint8Array([0xef, 0xbb])]) {
      assert.equal((await worker.fetch('/v1/events', { method: 'POST', headers, body })).status, 400);
    }
    const viewer = { ...headers, ...bearer(await viewerToken()) };
    for (const path of ['/v1/orders/SS-1/notes', '/v1/orders/SS-1/resolve', '/v1/attention/resolve']) {
      assert.equal((await worker.fetch(path, { method: 'POST', headers: viewer, body: broken })).status, 400, path);
    }
    assert.equal(await stored(), 0);
    assert.equal((await worker.fetch('/v1/events', { method: 'POST', headers, body: bytes })).status, 201);
  });

  test('keeps the good ones of a batch and names what is wrong with the others', async () => {
    const twice = { event_type: 'order.created', message: 'x', occurred_at: at(0), idempotency_key: '1' };
    const answer = await post({ events: [twice, { event_type: 'x' }, twice, 7, { event_type: 'order.note' }] });
    assert.equal(answer.status, 200);
    const { accepted, duplicates, rejected } = (await answer.json()) as BatchAccepted;
    assert.deepEqual([accepted, duplicates], [1, 1]);
    assert.deepEqual(
      rejected.map(({ index, errors }) => [index, errors[0]!.path]),
      [
        [1, 'event_type'],
        [3, ''],
        [4, 'message'],
      ],
    );
  });

  for (const [what, body, path] of [
    ['an unknown field', { event_type: 'a.b', message: 'x', colour: 'red' }, 'colour'],
    ['no type', { message: 'x' }, 'event_type'],
    ['a type that is none', { event_type: 'Order.Created', message: 'x' }, 'event_type'],
    ['no message of a type without a sentence', { event_type: 'a.b', payload: { amount: 1 } }, 'message'],
    [
      'an amount in pounds',
      { event_type: 'order.created', payload: { amount: 43.5, currency: 'GBP' } },
      'payload.amount',
    ],
    [
      'an amount that is no number',
      { event_type: 'order.refunded', payload: { amount: '43.00', currency: 'GBP' } },
      'payload.amount',
    ],
    ['an amount of no currency', { event_type: 'order.created', payload: { amount: 4300 } }, 'payload.currency'],
    ['a message that is too long', { event_type: 'a.b', message: 'x'.repeat(501) }, 'message'],
    ['a message of spaces', { event_type: 'a.b', message: ' \n ' }, 'message'],
    ['a level that is none', { event_type: 'a.b', message: 'x', level: 'fatal' }, 'level'],
    ['an order number that a URL takes for a step', { event_type: 'a.b', message: 'x', order_id: '.' }, 'order_id'],
    ['an order number that a URL takes for two', { event_type: 'a.b', message: 'x', order_id: '..' }, 'order_id'],
    ['a problem of such an order', { event_type: 'a.b', message: 'x', problem: 'submission:..' }, 'problem'],
    [
      'a problem of too long a number',
      { event_type: 'a.b', message: 'x', problem: `submission:${'x'.repeat(129)}` },
      'problem',
    ],
    ['an order number that is too long', { event_type: 'a.b', message: 'x', order_id: 'x'.repeat(129) }, 'order_id'],
    ['a payload that is no object', { event_type: 'a.b', message: 'x', payload: [] }, 'payload'],
    ['a payload that is too large', { event_type: 'a.b', message: 'x', payload: { x: 'é'.repeat(8200) } }, 'payload'],
    [
      'a payload that is too deep',
      { event_type: 'a.b', message: 'x', payload: JSON.parse(`{"x":${'['.repeat(500)}${']'.repeat(500)}}`) },
      'payload',
    ],
    ['a time without a zone', { event_type: 'a.b', message: 'x', occurred_at: '2026-02-16T14:23:05' }, 'occurred_at'],
    ['a time before 2000', { event_type: 'a.b', message: 'x', occurred_at: '1999-12-31T23:59:59Z' }, 'occurred_at'],
    [
      'a time that is ahead',
      { event_type: 'a.b', message: 'x', occurred_at: new Date(Date.now() + 3_600_000).toISOString() },
      'occurred_at',
    ],
    ['a day that is none', { event_type: 'a.b', message: 'x', occurred_at: '2026-02-30T14:23:05Z' }, 'occurred_at'],
    [
      'another order’s problem',
      { event_type: 'a.b', message: 'x', order_id: 'SS-1', problem: 'submission:SS-2' },
      'problem',
    ],
    ['a key without a time', { event_type: 'a.b', message: 'x', idempotency_key: '1' }, 'occurred_at'],
    ['nine refs', { event_type: 'a.b', message: 'x', refs: Array(9).fill('a:1') }, 'refs'],
    ['a batch that is no array', { events: {} }, 'events'],
    ['a batch of 501', { events: Array(501).fill({}) }, 'events'],
    ['a batch with another field', { events: [], order_id: 'x' }, 'order_id'],
  ] as const) {
    test(`refuses ${what} and names ${path}`, async () => {
      const response = await post(body);
      assert.equal(response.status, 422);
      assert.equal(response.headers.get('Content-Type'), 'application/problem+json');
      assert.equal(((await response.json()) as ProblemJson).errors![0]!.path, path);
      assert.equal(await stored(), 0);
    });
  }

  test('refuses what is no JSON, is said to be none, is too large, or holds what JSON cannot write', async () => {
    const send = async (body: string, type = 'application/json') =>
      (
        await worker.fetch('/v1/events', {
          method: 'POST',
          headers: { ...bearer(API_KEY), 'Content-Type': type },
          body,
        })
      ).status;
    assert.equal(await send('{"event_type":'), 400);
    assert.equal(await send('{}', 'text/plain'), 415);
    assert.equal(await send('{"event_type":"a.b","message":"x","payload":{"x":1e999}}'), 422);
    assert.equal(await send(JSON.stringify({ event_type: 'a.b', message: 'x'.repeat(2 * 1024 * 1024) })), 413);
    assert.equal(await stored(), 0);
  });

  test('carries 500 events of nearly 1 MiB', async () => {
    const events = Array.from({ length: 500 }, (_, i) => ({
      event_type: 'a.b',
      message: 'x',
      payload: { i, x: '"'.repeat(900) },
    }));
    const answer = (await (await post({ events })).json()) as BatchAccepted;
    assert.equal(answer.accepted, 500);
  });

  test('brings text back as it came, but for what is no text or misleads', async () => {
    const message = 'Größe "M" \\ 日本語 👩‍🚀 می‌خواهم <b>';
    const event = (await (
      await post({
        event_type: 'a.b',
        message: `\u0000${message}\u202e\u200b\ufeff\ud800`,
        payload: { __proto__: null, 'é\u0000': `${message}\u202e` },
      })
    ).json()) as LogEvent;
    assert.equal(event.message, `${message}\ufffd`);
    assert.deepEqual(event.payload, { 'é\u0000': `${message}\u202e` });
  });
});

describe('GET /v1/events', () => {
  const numbered = (n: number) =>
    Array.from({ length: n }, (_, i) => ({
      event_type: 'order.note',
      order_id: `SS-${i}`,
      message: `Note ${i}`,
      occurred_at: at(i),
    }));

  test('pages newest first, to the end, without gap or repeat', async () => {
    await record(worker, ...numbered(120));
    const viewer = asViewer(worker);
    const messages: string[] = [];
    let cursor: string | undefined;
    const sizes: number[] = [];
    do {
      const page = await viewer.feed(cursor ? { cursor } : {});
      messages.push(...page.events.map(({ message }) => message));
      sizes.push(page.events.length);
      cursor = page.next_cursor ?? undefined;
    } while (cursor);
    assert.deepEqual(sizes, [50, 50, 20]);
    assert.deepEqual(
      messages,
      numbered(120)
        .map(({ message }) => message)
        .reverse(),
    );
  });

  test('sorts by when it happened, in one second by its place in an order’s life', async () => {
    const types = ['order.delivered', 'order.created', 'order.shipped', 'order.submitted', 'order.submission_failed'];
    await record(
      worker,
      ...types.map((event_type) => ({ event_type, message: 'x', order_id: 'SS-1', occurred_at: at(1) })),
    );
    await record(worker, { event_type: 'order.note', message: 'late', order_id: 'SS-1', occurred_at: at(0) });
    const { events } = await asViewer(worker).timeline('SS-1');
    assert.deepEqual(
      events.map(({ event_type }) => event_type),
      ['order.note', 'order.created', 'order.submission_failed', 'order.submitted', 'order.shipped', 'order.delivered'],
    );
  });

  test('filters, one by one and together', async () => {
    await record(
      worker,
      { event_type: 'order.created', order_id: 'SS-1', message: 'Größe M', actor: 'Ana', occurred_at: at(1) },
      { event_type: 'order.submission_failed', order_id: 'SS-1', message: 'out of stock', occurred_at: at(2) },
      { event_type: 'order.email.shipping_sent', order_id: 'SS-2', message: 'mail', occurred_at: at(3) },
      { event_type: 'sync.failed', message: 'rate limit 50%', payload: { provider: 'printify' }, occurred_at: at(4) },
      { event_type: 'orders.exported', message: 'own', problem: 'export', level: 'warning', occurred_at: at(5) },
    );
    const found = async (query: Record<string, string>) =>
      (await asViewer(worker).feed(query)).events.map(({ occurred_at }) => Number(occurred_at.slice(17, 19)));
    assert.deepEqual(await found({}), [5, 4, 3, 2, 1]);
    assert.deepEqual(await found({ tab: 'attention' }), [5, 4, 2]);
    assert.deepEqual(await found({ tab: 'snoozed' }), []);
    assert.deepEqual(await found({ level: 'error,warning' }), [5, 4, 2]);
    assert.deepEqual(await found({ type: 'order.*' }), [3, 2, 1]);
    assert.deepEqual(await found({ type: 'order.email.*,sync.failed' }), [4, 3]);
    assert.deepEqual(await found({ source: 'stripe' }), []);
    assert.deepEqual(await found({ actor: 'Ana' }), [1]);
    assert.deepEqual(await found({ order_id: 'SS-1' }), [2, 1]);
    assert.deepEqual(await found({ problem: 'submission:SS-1' }), [2]);
    assert.deepEqual(await found({ problem: 'sync:printify' }), [4]);
    assert.deepEqual(await found({ problem: 'export' }), [5]);
    assert.deepEqual(await found({ source: 'stripe,api', level: 'info', type: 'order.*' }), [3, 1]);
    assert.deepEqual(await found({ type: 'order.created,sync.*,order.email.*' }), [4, 3, 1]);
    assert.deepEqual(await found({ type: 'orders.*' }), [5]);
    assert.deepEqual(await found({ group: 'orders' }), [2, 1]);
    assert.deepEqual(await found({ group: 'mail,syncs' }), [4, 3]);
    assert.deepEqual(await found({ group: 'own' }), [5]);
    assert.deepEqual(await found({ group: 'orders,own', level: 'error,warning' }), [5, 2]);
    assert.deepEqual(await found({ group: 'carts' }), []);
    assert.deepEqual(await found({ tab: 'attention', problem: 'export', since: at(5) }), [5]);
    assert.deepEqual(await found({ q: 'gRÖSSE' }), []);
    assert.deepEqual(await found({ q: 'GRÖ' }), [1]);
    assert.deepEqual(await found({ q: 'ss-1' }), [2, 1]);
    assert.deepEqual(await found({ q: '50%' }), [4]);
    assert.deepEqual(await found({ since: at(2), until: at(4) }), [3, 2]);
    assert.deepEqual(await found({ tab: 'attention', type: 'order.*', q: 'stock' }), [2]);
  });

  for (const [message, q] of [
    ['ÉTÉ à École', 'été à école'],
    ['Überweisung für Österreich', 'ÜBERWEISUNG FÜR ÖSTERREICH'],
    ['Überweisung für Österreich', 'überweisung für österreich'],
    ['ΣΊΣΥΦΟΣ ή Σίσυφος', 'σίσυφος ή σίσυφος'],
    ['Сапоги ЁЛКА', 'сапоги ёлка'],
    ['STRASSE 1', 'straße'],
  ] as const) {
    test(`finds "${message}" by "${q}"`, async () => {
      await record(worker, { event_type: 'a.b', message, occurred_at: at(1) });
      assert.equal((await asViewer(worker).feed({ q })).events.length, 1);
    });
  }

  test('takes all filters at once, each with as much as it holds', async () => {
    const twenty = (name: string) => Array.from({ length: 20 }, (_, i) => `${name}${i}`);
    const query = {
      tab: 'attention',
      level: 'info,warning,error',
      type: twenty('order.p')
        .map((type) => `${type}.*`)
        .join(),
      group: 'orders,mail,syncs,carts,own,orders',
      source: twenty('source').join(),
      actor: 'Ana',
      order_id: 'SS-1',
      problem: 'submission:SS-1',
      q: String.fromCodePoint(...Array.from({ length: 100 }, (_, i) => 0x400 + i)),
      since: at(0),
      until: at(9),
    };
    const { events } = await asViewer(worker, { order_id: 'SS-1' }).feed(query as FeedQuery);
    assert.deepEqual(events, []);
  });

  test('a cursor remembers its filters', async () => {
    await record(worker, ...numbered(5), { event_type: 'sync.started', message: 'x', occurred_at: at(9) });
    const viewer = asViewer(worker);
    const first = await viewer.feed({ type: 'order.*', limit: 2 });
    const second = await viewer.feed({ cursor: first.next_cursor!, limit: 2 });
    assert.deepEqual(
      second.events.map(({ message }) => message),
      ['Note 2', 'Note 1'],
    );
    const other = await get(`/v1/events?cursor=${first.next_cursor}&type=sync.started`);
    assert.equal(other.status, 422);
  });

  for (const cursor of [
    'x',
    '',
    'eyJ9',
    btoa('{"before":"x","filters":{"tab":"all"}}'),
    btoa('{"before":"018d-","filters":{}}'),
  ]) {
    test(`refuses "${cursor}" as a cursor`, async () => {
      assert.equal((await get(`/v1/events?cursor=${encodeURIComponent(cursor)}`)).status, 400);
    });
  }

  for (const [query, path] of [
    ['limit=0', 'limit'],
    [`type=${Array.from({ length: 21 }, (_, i) => `a${i}`).join()}`, 'type'],
    ['limit=201', 'limit'],
    ['limit=ten', 'limit'],
    ['tab=other', 'tab'],
    ['level=fatal', 'level.0'],
    ['group=orders,other', 'group.1'],
    ['since=yesterday', 'since'],
    [`q=${'x'.repeat(101)}`, 'q'],
    ['colour=red', ''],
    ['tab=all&tab=attention', 'tab'],
  ] as const) {
    test(`refuses ?${query.slice(0, 20)} and names ${path || 'what it takes'}`, async () => {
      const response = await get(`/v1/events?${query}`);
      assert.equal(response.status, 422);
      const { errors, detail } = (await response.json()) as ProblemJson;
      assert.equal(errors![0]!.path, path);
      assert.match(detail, /^\w/);
    });
  }

  test('answers 304 to who has it already, but not to who may see more', async () => {
    await record(worker, ...numbered(1));
    const etag = (await get('/v1/events')).headers.get('ETag')!;
    for (const known of [etag, etag.replace('W/', ''), `"other", ${etag}`, '*']) {
      assert.equal((await get('/v1/events', { 'If-None-Match': known })).status, 304);
    }
    const one = await worker.fetch('/v1/events', {
      headers: { ...bearer(await viewerToken({ order_id: 'SS-0' })), 'If-None-Match': etag },
    });
    assert.equal(one.status, 200);
    await record(worker, { event_type: 'sync.started', message: 'x' });
    assert.equal((await get('/v1/events', { 'If-None-Match': etag })).status, 200);
  });
});

describe('resolving', () => {
  const failure = { event_type: 'order.submission_failed', order_id: 'SS-1', message: 'x', occurred_at: at(1) };

  test('is a person’s click, tells what is left, and can be undone', async () => {
    await record(worker, failure, { event_type: 'order.cancelled', order_id: 'SS-2', message: 'x' });
    const [ana, ben] = [asViewer(worker), asViewer(worker, { sub: 'Ben' })];
    const { id } = (await ana.timeline('SS-1')).events[0]!;
    const { event, count } = await ana.resolve(id);
    assert.deepEqual([event.resolved_by, count], ['Ana', 1]);
    assert.deepEqual(await ben.resolve(id), { event, count });
    const undone = await ben.undo(id);
    assert.deepEqual([undone.event.resolved_at, undone.event.resolved_by, undone.count], [null, null, 2]);
  });

  test('is nothing for an info event, and 404 for none', async () => {
    await record(worker, { ...failure, event_type: 'order.created' });
    const viewer = asViewer(worker);
    const { id } = (await viewer.timeline('SS-1')).events[0]!;
    await assert.rejects(viewer.resolve(id), { status: 422 });
    await assert.rejects(viewer.resolve(id.replace(/.$/, (digit) => (digit === '0' ? '1' : '0'))), { status: 404 });
    await assert.rejects(viewer.resolve('nonsense'), { status: 404 });
  });

  test('of an order takes all of it up to what was seen', async () => {
    const bounced = { ...failure, event_type: 'email.bounced' };
    await record(worker, failure, bounced, { ...failure, order_id: 'SS-2' });
    const viewer = asViewer(worker);
    const { as_of } = await viewer.timeline('SS-1');
    await new Promise((resolve) => setTimeout(resolve, 5));
    await record(worker, { ...failure, occurred_at: at(3) });
    const { resolved, count } = await viewer.resolveOrder('SS-1', as_of);
    assert.deepEqual([resolved.length, count], [1, 2]);
    assert.equal((await viewer.resolveOrder('SS-1')).resolved.length, 1);
    assert.deepEqual(await viewer.attention(), { count: 1, capped: false, by_level: { warning: 0, error: 1 } });
  });

  test('of one while another fails leaves the count, and is news all the same', async () => {
    await record(worker, failure);
    const tagged = async () => {
      const answer = await worker.fetch('/v1/attention', { headers: bearer(await viewerToken()) });
      return [((await answer.json()) as Attention).count, answer.headers.get('ETag')] as const;
    };
    const [before, tag] = await tagged();
    assert.deepEqual(await tagged(), [before, tag]);
    await asViewer(worker).resolveOrder('SS-1');
    await record(worker, { ...failure, order_id: 'SS-2' });
    const [count, other] = await tagged();
    assert.equal(count, before);
    assert.notEqual(other, tag);
  });

  test('counts to 100 and says so', async () => {
    await record(worker, ...Array.from({ length: 101 }, (_, i) => ({ ...failure, order_id: `SS-${i}` })));
    assert.deepEqual(await asViewer(worker).attention(), {
      count: 100,
      capped: true,
      by_level: { warning: 0, error: 100 },
    });
  });
});
