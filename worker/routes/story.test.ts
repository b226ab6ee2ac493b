import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Timeline } from '../contract/api.ts';
import type { NewEvent } from '../contract/event.ts';
import { asViewer, bearer, record, viewerToken } from '../testing/callers.ts';
import { useWorker } from '../testing/harness.ts';

const HOUR = 3_600_000;
const worker = useWorker();

const AT = Math.floor(Date.now() / 1000) * 1000 - 5 * HOUR;
const iso = (hours: number) => new Date(AT + hours * HOUR).toISOString();
const told = (event_type: string, hours: number, fields: Partial<NewEvent> = {}): NewEvent => ({
  event_type,
  order_id: 'SS-1',
  occurred_at: iso(hours),
  ...fields,
});

describe('the story of an order', () => {
  test('says where it stands, what it went through, and what comes next by when', async () => {
    await record(worker, told('order.created', 0), told('order.submitted', 1));
    const { story } = await asViewer(worker).timeline('SS-1');
    assert.deepEqual(story, {
      status: 'submitted',
      since: iso(1),
      steps: [
        { step: 'placed', reached_at: iso(0), due_at: null },
        { step: 'paid', reached_at: iso(0), due_at: null },
        { step: 'submitted', reached_at: iso(1), due_at: null },
        { step: 'production', reached_at: null, due_at: iso(73) },
        { step: 'shipped', reached_at: null, due_at: null },
        { step: 'delivered', reached_at: null, due_at: null },
      ],
      next: { step: 'production', due_at: iso(73) },
      on_hold: false,
    });
  });

  test('has the steps of a shop that packs for itself', async () => {
    await worker.set({ PRINTIFY_WEBHOOK_SECRET: '' });
    await record(worker, told('order.created', 0));
    const { story } = await asViewer(worker).timeline('SS-1');
    assert.deepEqual(
      story!.steps.map(({ step }) => step),
      ['placed', 'paid', 'shipped', 'delivered'],
    );
  });

  test('is null of an order that nobody knows', async () => {
    assert.equal((await asViewer(worker).timeline('SS-9')).story, null);
  });

  test('is seen by who may see that order alone, and changes the tag of the answer', async () => {
    await record(worker, told('order.created', 0));
    const headers = bearer(await viewerToken({ scope: 'read', order_id: 'SS-1' }));
    const first = await worker.fetch('/v1/orders/SS-1/events', { headers });
    assert.equal(((await first.json()) as Timeline).story!.status, 'paid');
    const again = { ...headers, 'If-None-Match': first.headers.get('ETag')! };
    assert.equal((await worker.fetch('/v1/orders/SS-1/events', { headers: again })).status, 304);
    await worker.db.prepare("UPDATE stream SET status = 'returned'").run();
    assert.equal((await worker.fetch('/v1/orders/SS-1/events', { headers: again })).status, 200);
  });
});
