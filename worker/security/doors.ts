import type { Scope } from '../http/context.ts';

/** The callers of a route, and a valid request. `:id` and `:order_id` are of a failure of SS-1. */
export interface Door {
  /** A viewer token with that scope; a key; the signature of the source; or anybody. */
  for: Scope | 'api key' | 'admin key' | 'signature' | 'anyone';
  /** The status for a rightful caller; 200 by default. */
  answer?: number;
  body?: unknown;
  /** The status for a token of another order: 403 by an order's route, 404 by an event's, 200 by a list, which is empty. */
  another?: 403 | 404 | 200;
  /** The answer to the customer of that order, where the customer's token opens it too. */
  customer?: 200;
  /** Holds nothing of anybody's: a page of any origin may read it. */
  isPublic?: true;
}

const NO_ID = '00000000-0000-8000-8000-000000000000';
const list = { for: 'read', another: 200 } as const;
const event = { another: 404 } as const;
const TOMORROW = new Date(Date.now() + 24 * 60 * 60 * 1000).toISOString();
const order = { another: 403 } as const;

/** Every route, by method and path as Hono lists them. `doors.test.ts` tries each with every kind of caller. */
export const DOORS: Record<string, Door> = {
  'POST /v1/events': { for: 'api key', body: { event_type: 'order.note', message: 'x' }, answer: 201 },
  'GET /v1/events': list,
  'GET /v1/events.csv': list,
  'GET /v1/events.ndjson': list,
  'GET /v1/events/:id': { for: 'read', ...event },
  'DELETE /v1/events/:id/public': { for: 'write', ...event },
  'POST /v1/events/:id/resolve': { for: 'write', ...event },
  'DELETE /v1/events/:id/resolve': { for: 'write', ...event },
  'POST /v1/events/:id/snooze': { for: 'write', body: { until: TOMORROW }, ...event },
  'DELETE /v1/events/:id/snooze': { for: 'write', ...event },
  // No shop is set that does anything.
  'POST /v1/events/:id/actions/:name': { for: 'write', answer: 503, ...event },
  'GET /v1/orders/:order_id/events': { for: 'read', ...order },
  'GET /v1/orders/:order_id/status': { for: 'read', customer: 200, ...order },
  'POST /v1/orders/:order_id/notes': { for: 'write', body: { message: 'x' }, answer: 201, ...order },
  'POST /v1/orders/:order_id/resolve': { for: 'write', ...order },
  'DELETE /v1/orders/:order_id': { for: 'api key' },
  'GET /v1/attention': list,
  'POST /v1/attention/resolve': { for: 'write', body: { ids: [NO_ID] }, another: 200 },
  'DELETE /v1/attention/resolve': { for: 'write', body: { ids: [NO_ID] }, another: 200 },
  'POST /v1/tokens': { for: 'api key', body: { sub: 'Ana', scope: 'read' }, answer: 201 },
  'POST /v1/erase': { for: 'admin key', body: { order_id: 'SS-2' } },
  // No channel is set that anything is sent to.
  'POST /v1/alerts/test': { for: 'admin key', body: {} },
  // Nothing is sent along, and no provider may be asked.
  'POST /v1/catch-up/:source': { for: 'admin key', answer: 503 },
  'POST /webhooks/:source': { for: 'signature' },
  'GET /healthz': { for: 'anyone' },
  'GET /openapi.json': { for: 'anyone', isPublic: true },
  'GET /docs': { for: 'anyone' },
};
