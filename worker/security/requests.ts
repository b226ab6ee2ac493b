import fc from 'fast-check';
import { request } from '../sources/fixtures/delivery.ts';
import type { Fixture } from '../sources/fixtures/fixture.ts';
import { bearer } from '../testing/callers.ts';
import { ADMIN_KEY, API_KEY } from '../testing/harness.ts';
import type { PlainRequest } from './batch-worker.ts';
import { CANARY, edited, edits, odd, oddText, twisted, twists } from './hostile-values.ts';

/** A request before it is signed. */
export interface Plan {
  route: string;
  /** For `POST /webhooks/:source`. */
  source?: string;
  headers?: Record<string, string> | undefined;
  json?: string;
  path?: string;
  /** 1 in 20 is signed by nobody. */
  isForged: boolean;
}

const AT = '2026-02-16T14:23:05.000Z';
/** Of a failure that is there from the start. */
export const ID = '019b0000-0000-8000-8000-000000000000';

/** Bodies that our own routes take, to be edited. */
const BODIES: Record<string, unknown[]> = {
  'POST /v1/events': [
    {
      event_type: 'order.note',
      message: `Call ${CANARY}`,
      order_id: 'SS-1',
      payload: { a: 1, b: ['x'], c: { d: null } },
    },
    {
      event_type: 'order.created',
      order_id: 'SS-2',
      payload: { amount: 4300, currency: 'GBP', provider: 'stripe' },
      occurred_at: AT,
    },
    {
      event_type: 'order.submission_failed',
      order_id: 'SS-1',
      message: 'x',
      problem: 'submission:SS-1',
      actor: 'Ana',
      level: 'error',
    },
    { event_type: 'sync.failed', payload: { provider: 'printify', reason: 'limit' }, refs: ['a:1', 'b:2'] },
    {
      event_type: 'order.delivered',
      message: 'Delivered',
      refs: ['tracking:1Z999'],
      fact: 'delivered:1Z999',
      problem: 'delivered:1Z999',
    },
    {
      event_type: 'a.b.c',
      message: 'x',
      actions: [{ name: 'retry', label: 'Retry' }],
      idempotency_key: 'k',
      occurred_at: AT,
    },
    {
      events: [
        { event_type: 'order.note', message: 'x' },
        { event_type: 'order.shipped', order_id: 'SS-1', payload: { carrier: 'DHL' } },
      ],
    },
  ],
  'POST /v1/tokens': [{ sub: 'Ana', scope: 'read write', order_id: 'SS-1', expires_in: 60 }],
  'POST /v1/erase': [{ email: 'nobody@shop.example', next: null }, { order_id: 'SS-9' }],
  'POST /v1/alerts/test': [{}, { channel: 'slack' }],
  'POST /v1/catch-up/:source': [
    {
      items: [
        {
          item: {
            ...{ id: 'evt_caught', object: 'event', type: 'refund.created', created: 1_790_000_000, livemode: true },
            data: {
              object: { id: 're_caught', amount: 4300, currency: 'gbp', payment_intent: 'pi_1', status: 'succeeded' },
            },
          },
          headers: { 'x-topic': 'x' },
        },
      ],
      history: true,
    },
  ],
  'POST /v1/orders/:order_id/notes': [{ message: `Called ${CANARY}` }, { message: 'Soon', public: true }],
  'POST /v1/orders/:order_id/resolve': [{ up_to: AT }],
  'POST /v1/attention/resolve': [
    { ids: [ID] },
    { filter: { type: 'order.*', q: 'x', level: 'error', since: AT }, up_to: AT },
  ],
  'DELETE /v1/attention/resolve': [{ ids: [ID] }],
  'POST /v1/events/:id/snooze': [{ until: AT }, { until: new Date(Date.now() + 86_400_000).toISOString() }],
};

const KEYS: Record<string, string> = {
  'POST /v1/events': API_KEY,
  'POST /v1/tokens': API_KEY,
  'DELETE /v1/orders/:order_id': API_KEY,
  'POST /v1/erase': ADMIN_KEY,
  'POST /v1/alerts/test': ADMIN_KEY,
  'POST /v1/catch-up/:source': ADMIN_KEY,
};

const isForged = fc.integer({ min: 0, max: 19 }).map((n) => n === 0);

const delivered = (fixtures: Map<string, Fixture>): fc.Arbitrary<Plan> => {
  const samples = [...fixtures].flatMap(([source, { deliveries, ignored }]) => [
    ...Object.values(deliveries(Date.parse(AT))).map(({ body, headers }) => ({ source, body, headers })),
    ...Object.values(ignored(Date.parse(AT))).map((body) => ({ source, body, headers: undefined })),
  ]);
  return fc
    .record({ source: fc.constantFrom(...fixtures.keys()), nth: fc.nat(1000), edits, twist: twists, isForged })
    .map(({ source, nth, edits: changes, twist, isForged }) => {
      const own = samples.filter((sample) => sample.source === source);
      const { body, headers } = own[nth % own.length]!;
      const json = twisted(JSON.stringify(edited(body, changes)) ?? '', twist);
      return { route: 'POST /webhooks/:source', source, headers, json, isForged };
    });
};

const told = fc
  .record({
    route: fc.constantFrom('POST /v1/events', 'POST /v1/events', ...Object.keys(BODIES)),
    nth: fc.nat(1000),
    edits,
    twist: twists,
    isForged,
  })
  .map(({ route, nth, edits: changes, twist, isForged }): Plan => {
    const bodies = BODIES[route]!;
    const json = twisted(JSON.stringify(edited(bodies[nth % bodies.length], changes)) ?? '', twist);
    return { route, json, isForged };
  });

const asked = fc
  .record({
    route: fc.constantFrom(
      ...['GET /v1/events', 'GET /v1/events.csv', 'GET /v1/events.ndjson', 'GET /v1/events/:id', 'GET /v1/attention'],
      ...['GET /v1/orders/:order_id/status', 'DELETE /v1/events/:id/public'],
      ...['GET /v1/orders/:order_id/events', 'DELETE /v1/orders/:order_id', 'POST /v1/events/:id/resolve'],
      ...['DELETE /v1/events/:id/resolve', 'DELETE /v1/events/:id/snooze', 'POST /v1/events/:id/actions/:name'],
      ...['GET /healthz', 'GET /openapi.json', 'GET /docs'],
    ),
    text: oddText,
    query: fc.dictionary(
      fc.constantFrom(
        'tab',
        'level',
        'type',
        'group',
        'source',
        'actor',
        'order_id',
        'problem',
        'q',
        'since',
        'until',
        'limit',
        'cursor',
        'x',
      ),
      oddText,
      { maxKeys: 3 },
    ),
    cursor: odd,
    isForged,
  })
  .map(({ route, text, query, cursor, isForged }): Plan => {
    const [, template] = route.split(' ') as [string, string];
    const name = encodeURIComponent(text.toWellFormed()) || 'x';
    const path = template
      .replace(':order_id', name)
      .replace(':id', text.length % 2 ? ID : name)
      .replace(':name', text.length % 3 ? 'retry' : name);
    const page = { before: ID, filters: { tab: 'all', q: cursor } };
    const cursored = Object.hasOwn(query, 'cursor')
      ? { ...query, cursor: btoa(unescape(encodeURIComponent(JSON.stringify(page).toWellFormed()))) }
      : query;
    const wellFormed = Object.entries(cursored).map(([key, value]) => [key, value.toWellFormed()] as [string, string]);
    return { route, path: `${path}?${new URLSearchParams(wellFormed)}`, isForged };
  });

/** All that may be sent, most of it where it is understood. */
export const plans = (fixtures: Map<string, Fixture>): fc.Arbitrary<Plan> =>
  fc.oneof(
    { weight: 12, arbitrary: delivered(fixtures) },
    { weight: 6, arbitrary: told },
    { weight: 2, arbitrary: asked },
  );

const base64 = (text: string) => Buffer.from(text.toWellFormed(), 'utf8').toString('base64');

const signedRequest = async (plan: Plan, { sign, secret }: Fixture, id: string): Promise<PlainRequest> => {
  const { source, json = '', headers } = plan;
  const bare = {
    method: 'POST',
    path: `/webhooks/${source}`,
    headers: { ...headers } as Record<string, string>,
    body: base64(json),
  };
  if (plan.isForged) return bare;
  try {
    const { query, init } = request(json, await sign(json, { secret, at: Date.now(), id }), headers);
    return { method: 'POST', path: `/webhooks/${source}${query}`, headers: init.headers, body: base64(init.body) };
  } catch {
    // Where the signature stands in a body that is none.
    return bare;
  }
};

/** The plan as a request, signed or with the right credential unless it is forged. */
export const requestOf = async (
  plan: Plan,
  fixtures: Map<string, Fixture>,
  token: string,
  id: string,
): Promise<PlainRequest> => {
  if (plan.source !== undefined) return signedRequest(plan, fixtures.get(plan.source)!, id);
  const [method, path] = plan.route.split(' ') as [string, string];
  const credential = plan.isForged ? 'garbage' : (KEYS[plan.route] ?? token);
  const headers = { ...bearer(credential), 'Content-Type': 'application/json' };
  const to = plan.path ?? path.replace(':order_id', 'SS-1').replace(':id', ID).replace(':source', 'stripe');
  return { method, path: to, headers, body: plan.json === undefined ? null : base64(plan.json) };
};
