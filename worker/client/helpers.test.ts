import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { LogEvent } from '../contract/event.ts';
import { SENTENCES } from '../contract/sentences.ts';
import { asViewer } from '../testing/callers.ts';
import { API_KEY, useWorker } from '../testing/harness.ts';
import { createClient } from './index.ts';

const worker = useWorker();

const client = () => createClient({ url: worker.url.origin, apiKey: API_KEY, timeout: 20_000 });
const order = { order_id: 'SS-1' };
const money = { amount: 4300, currency: 'GBP' };
const mail = { email: 'customer@example.com' };

/** Each helper, called as its types want it. */
const calls: { [Name in keyof ReturnType<typeof client>]?: (flagpost: ReturnType<typeof client>) => Promise<unknown> } =
  {
    syncStarted: (flagpost) => flagpost.syncStarted({ provider: 'printify' }),
    syncFailed: (flagpost) => flagpost.syncFailed({ reason: 'API rate limit exceeded' }),
    syncCompleted: (flagpost) => flagpost.syncCompleted({ products: 47, updated: 3 }),
    abandonedCartCreated: (flagpost) => flagpost.abandonedCartCreated({ ...mail, ...money }),
    abandonedCartEmailSent: (flagpost) => flagpost.abandonedCartEmailSent(mail),
    abandonedCartRecovered: (flagpost) => flagpost.abandonedCartRecovered(order),
    orderCreated: (flagpost) => flagpost.orderCreated({ ...order, ...money, provider: 'stripe' }),
    orderEmailConfirmationSent: (flagpost) => flagpost.orderEmailConfirmationSent({ ...order, ...mail }),
    orderSubmissionRetried: (flagpost) => flagpost.orderSubmissionRetried({ ...order, attempt: 2, max: 3 }),
    orderSubmissionFailed: (flagpost) =>
      flagpost.orderSubmissionFailed({ ...order, provider: 'printify', reason: 'insufficient stock for M Black' }),
    orderSubmitted: (flagpost) => flagpost.orderSubmitted({ ...order, provider: 'printify', reference: 'PFY-12345' }),
    orderProduction: (flagpost) => flagpost.orderProduction({ ...order, provider: 'printify' }),
    orderShipped: (flagpost) =>
      flagpost.orderShipped({ ...order, carrier: 'DHL', tracking: '1Z9', tracking_url: 'https://dhl.example/1Z9' }),
    orderEmailShippingSent: (flagpost) => flagpost.orderEmailShippingSent({ ...order, ...mail }),
    orderDelivered: (flagpost) => flagpost.orderDelivered(order),
    orderCancelled: (flagpost) => flagpost.orderCancelled({ ...order, actor: 'Ana' }),
    orderRefunded: (flagpost) => flagpost.orderRefunded({ ...order, ...money }),
    emailBounced: (flagpost) => flagpost.emailBounced({ ...mail, kind: 'confirmation' }),
    emailNotSent: (flagpost) => flagpost.emailNotSent({ ...mail, kind: 'confirmation', reason: 'unsubscribed' }),
    orderPaid: (flagpost) => flagpost.orderPaid({ ...order, ...money }),
    orderPaymentFailed: (flagpost) => flagpost.orderPaymentFailed({ ...order, reason: 'card declined' }),
    orderOnHold: (flagpost) => flagpost.orderOnHold({ ...order, provider: 'printify', reason: 'artwork' }),
    orderReleased: (flagpost) => flagpost.orderReleased({ ...order, provider: 'printify' }),
    orderShipmentCancelled: (flagpost) => flagpost.orderShipmentCancelled({ ...order, tracking: '1Z9' }),
    orderPartShipped: (flagpost) => flagpost.orderPartShipped({ ...order, provider: 'printify' }),
    orderFulfilled: (flagpost) => flagpost.orderFulfilled(order),
    orderAvailableForPickup: (flagpost) => flagpost.orderAvailableForPickup(order),
    orderFraudWarning: (flagpost) => flagpost.orderFraudWarning({ ...order, reason: 'high risk' }),
    orderDeliveryDelayed: (flagpost) => flagpost.orderDeliveryDelayed({ ...order, reason: 'customs' }),
    orderDeliveryFailed: (flagpost) => flagpost.orderDeliveryFailed({ ...order, reason: 'nobody at home' }),
    orderReturned: (flagpost) => flagpost.orderReturned(order),
    // Nothing is reinstated that was not cancelled.
    orderReinstated: (flagpost) => flagpost.orderCancelled(order).then(() => flagpost.orderReinstated(order)),
    orderRefundFailed: (flagpost) => flagpost.orderRefundFailed({ ...order, ...money, reason: 'account closed' }),
    orderDisputed: (flagpost) => flagpost.orderDisputed({ ...order, ...money, reason: 'fraudulent' }),
    orderDisputeWon: (flagpost) => flagpost.orderDisputeWon({ ...order, ...money }),
    orderDisputeLost: (flagpost) => flagpost.orderDisputeLost({ ...order, ...money }),
    orderDisputeClosed: (flagpost) => flagpost.orderDisputeClosed({ ...order, ...money }),
    orderOverdue: (flagpost) => flagpost.orderOverdue({ ...order, step: 'shipped', within: '3wd', after: 'paid' }),
    sourceQuiet: (flagpost) => flagpost.sourceQuiet({ provider: 'stripe', silence: '26 hours', usual: '40 minutes' }),
    sourceCaughtUp: (flagpost) => flagpost.sourceCaughtUp({ provider: 'stripe', missed: 3 }),
    sourceResumed: (flagpost) => flagpost.sourceResumed({ provider: 'stripe' }),
    alertFailed: (flagpost) => flagpost.alertFailed({ channel: 'slack', reason: '404' }),
    alertResumed: (flagpost) => flagpost.alertResumed({ channel: 'slack' }),
  };

const logged = async (): Promise<LogEvent[]> => (await asViewer(worker).feed({})).events;

describe('the helpers', () => {
  test('are one for each type that has a sentence of its own', () => {
    const own = ['log', 'batch', 'viewerToken'];
    const helpers = Object.keys(client()).filter((name) => !own.includes(name));
    assert.deepEqual(helpers.toSorted(), Object.keys(calls).toSorted());
    assert.equal(helpers.length, Object.keys(SENTENCES).length);
  });

  for (const [name, call] of Object.entries(calls)) {
    test(`${name} is recorded with its type's own sentence`, async () => {
      assert.deepEqual(await call(client()), { ok: true, id: (await logged())[0]?.id });
      const [event] = await logged();
      assert.equal(
        event?.event_type.replace(/[._](\w)/g, (_, letter: string) => letter.toUpperCase()),
        name,
      );
      assert.doesNotMatch(event.message, /[[\]{}]/);
    });
  }

  test('tell an order that a cart became from the order that an event is of', async () => {
    await client().abandonedCartRecovered(order);
    await client().orderDelivered(order);
    const [recovered, delivered] = (await logged()).toSorted((a, b) => a.event_type.localeCompare(b.event_type));
    assert.deepEqual([recovered?.order_id, recovered?.payload], [null, order]);
    assert.deepEqual([delivered?.order_id, delivered?.payload], ['SS-1', {}]);
  });

  test('take whatever log takes, and a message in place of the fields', async () => {
    const at = new Date('2026-11-01T12:00:00Z');
    await client().orderShipped({ ...order, message: 'Handed to Ben', occurred_at: at, payload: { shelf: 12 } });
    const [event] = await logged();
    assert.deepEqual([event?.message, event?.payload], ['Handed to Ben', { shelf: 12 }]);
    assert.equal(event?.occurred_at, at.toISOString());
  });

  test('never throw, whatever they are given', async () => {
    const { orderShipped } = client() as unknown as Record<string, (telling?: unknown) => Promise<{ ok: boolean }>>;
    const throwing = {
      get carrier(): string {
        throw new Error('boom');
      },
    };
    for (const telling of [undefined, null, 7, throwing]) assert.equal((await orderShipped!(telling)).ok, false);
  });

  test('do not compile without what the sentence needs', () => {
    const types = () => {
      const flagpost = client();
      // @ts-expect-error: an order's event names its order
      flagpost.orderDelivered({});
      // @ts-expect-error: a tracking number is needed as well
      flagpost.orderShipped({ order_id: 'SS-1', carrier: 'DHL' });
      // @ts-expect-error: an amount is a number of minor units
      flagpost.orderRefunded({ order_id: 'SS-1', amount: '43.00', currency: 'GBP' });
      // @ts-expect-error: an amount has a currency
      flagpost.orderRefunded({ order_id: 'SS-1', amount: 4300 });
      // @ts-expect-error: no such type
      flagpost.orderLost({ order_id: 'SS-1' });
    };
    assert.equal(typeof types, 'function');
  });
});
