import { CANARY } from './hostile-values.ts';

export const AT = '2026-02-16T14:23:05.000Z';
/** The id of a failure that is there from the start. */
export const ID = '019b0000-0000-8000-8000-000000000000';

/** Bodies that Flagpost's own routes take. The fuzzer edits them. */
export const BODIES: Record<string, unknown[]> = {
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
