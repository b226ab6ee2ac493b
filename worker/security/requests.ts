import fc from 'fast-check';
import { request } from '../sources/fixtures/delivery.ts';
import type { Fixture } from '../sources/fixtures/fixture.ts';
import { bearer } from '../testing/callers.ts';
import { ADMIN_KEY, API_KEY } from '../testing/harness.ts';
import type { PlainRequest } from '../testing/tested-worker.ts';
import { AT, BODIES, ID } from './bodies.ts';
import { edited, edits, odd, oddText, twisted, twists } from './hostile-values.ts';

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

const KEYS: Record<string, string> = {
  'POST /v1/events': API_KEY,
  'POST /v1/tokens': API_KEY,
  'DELETE /v1/orders/:order_id': API_KEY,
  'POST /v1/erase': ADMIN_KEY,
  'POST /v1/alerts/test': ADMIN_KEY,
  'POST /v1/catch-up/:source': ADMIN_KEY,
};

const isForged = fc.integer({ min: 0, max: 19 }).map((n) => n === 0);

/** Deliveries of the sources' fixtures. */
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

/** Requests to Flagpost's own routes that take a body. */
const withBody = fc
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

/** Requests to the routes that take no body. */
const withoutBody = fc
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
    { weight: 6, arbitrary: withBody },
    { weight: 2, arbitrary: withoutBody },
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
