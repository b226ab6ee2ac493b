import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Payload } from '../contract/event.ts';
import { capital } from '../contract/providers.ts';
import { SENTENCES } from '../contract/sentences.ts';
import { clip, describe } from './message.ts';

/** A filled payload for each type that has a template, and the sentence that it makes. */
const FILLED: Record<string, [Payload, string]> = {
  'order.created': [{ amount: 4300, currency: 'gbp', provider: 'stripe' }, 'Order placed — £43.00 via Stripe'],
  'order.email.confirmation_sent': [
    { email: 'customer@example.com' },
    'Order confirmation sent to customer@example.com',
  ],
  'order.submitted': [{ provider: 'printify', reference: 'PFY-12345' }, 'Submitted to Printify (PFY-12345)'],
  'order.submission_failed': [
    { provider: 'printify', reason: 'insufficient stock for M Black' },
    'Submission to Printify failed: insufficient stock for M Black',
  ],
  'order.submission_retried': [{ attempt: 2, max: 3 }, 'Submission retried — attempt 2 of 3'],
  'order.production': [{ provider: 'printify' }, 'In production at Printify'],
  'order.shipped': [
    { carrier: 'DHL', tracking: '1Z999AA10123456784' },
    'Shipped via DHL — tracking: 1Z999AA10123456784',
  ],
  'order.email.shipping_sent': [
    { email: 'customer@example.com' },
    'Shipping notification sent to customer@example.com',
  ],
  'order.delivered': [{}, 'Delivered'],
  'order.cancelled': [{}, 'Order cancelled'],
  'order.payment_failed': [{ reason: 'card declined' }, 'Payment failed: card declined'],
  'order.paid': [{ amount: 4300, currency: 'GBP' }, 'Paid — £43.00'],
  'order.on_hold': [{ provider: 'printify' }, 'Printify put the order on hold'],
  'order.released': [{ provider: 'printify' }, 'Printify released the order'],
  'order.part_shipped': [{ provider: 'printify' }, 'Printify shipped a part of the order'],
  'order.shipment_cancelled': [{ tracking: '1Z999AA10123456784' }, 'Shipment cancelled — 1Z999AA10123456784'],
  'order.fulfilled': [{}, 'Fulfilled'],
  'order.available_for_pickup': [{}, 'Available for pickup'],
  'order.delivery_delayed': [{ reason: 'customs' }, 'Delivery delayed: customs'],
  'order.delivery_failed': [{ reason: 'nobody at home' }, 'Delivery failed: nobody at home'],
  'order.returned': [{}, 'Parcel came back to the shop'],
  'order.reinstated': [{}, 'Order reinstated'],
  'order.refund_failed': [
    { amount: 4300, currency: 'GBP', reason: 'account closed' },
    'Refund of £43.00 failed: account closed',
  ],
  'order.fraud_warning': [{ reason: 'high risk' }, 'Fraud warning: high risk'],
  'order.disputed': [{ amount: 4300, currency: 'GBP', reason: 'fraudulent' }, 'Payment disputed: fraudulent, £43.00'],
  'order.dispute_won': [{ amount: 4300, currency: 'GBP' }, 'Dispute won — £43.00'],
  'order.dispute_lost': [{ amount: 4300, currency: 'GBP' }, 'Dispute lost — £43.00'],
  'order.dispute_closed': [{ amount: 4300, currency: 'GBP' }, 'Dispute closed — £43.00'],
  'source.quiet': [
    { provider: 'stripe', silence: '26 hours', usual: '40 minutes' },
    'Stripe has sent nothing for 26 hours; usually every 40 minutes',
  ],
  'source.caught_up': [{ provider: 'stripe', missed: 3 }, '3 events fetched that Stripe never delivered'],
  'source.resumed': [{ provider: 'stripe' }, 'Stripe delivers again'],
  'alert.failed': [{ channel: 'slack', reason: '404' }, 'Slack could not be reached: 404'],
  'alert.resumed': [{ channel: 'slack' }, 'Slack can be reached again'],
  'order.refunded': [{ amount: 4300, currency: 'GBP' }, 'Refunded £43.00'],
  'sync.started': [{ provider: 'printify' }, 'Product sync started (Printify)'],
  'sync.completed': [
    { provider: 'printify', products: 47, updated: 3 },
    'Product sync complete — 47 products, 3 updated',
  ],
  'sync.failed': [
    { provider: 'printify', reason: 'API rate limit exceeded' },
    'Product sync failed (Printify): API rate limit exceeded',
  ],
  'abandoned_cart.created': [
    { email: 'customer@example.com', amount: 4300, currency: 'GBP' },
    'Abandoned cart — customer@example.com, £43.00',
  ],
  'abandoned_cart.email_sent': [{ email: 'customer@example.com' }, 'Recovery email sent to customer@example.com'],
  'abandoned_cart.recovered': [{ order_id: 'SS-260223-0042' }, 'Cart recovered — order SS-260223-0042 placed'],
  'order.overdue': [{ step: 'shipped', within: '3wd', after: 'paid' }, 'Not shipped 3 working days after payment'],
  'email.bounced': [
    { email: 'customer@example.com', kind: 'confirmation' },
    'Email bounced: customer@example.com (order confirmation)',
  ],
  'email.not_sent': [
    { email: 'customer@example.com', kind: 'confirmation', reason: 'reached_daily_quota' },
    'Email not sent: customer@example.com (order confirmation) — reached daily quota',
  ],
};

for (const type of Object.keys(SENTENCES)) {
  const [payload, sentence] = FILLED[type] ?? [{}, `a sentence for ${type} in this test`];
  test(`${type} says "${sentence}"`, () => {
    assert.deepEqual(describe(type, payload, 'en-GB'), { message: sentence, missing: [] });
  });
  test(`${type} leaves out what it does not know`, () => {
    const { message, missing } = describe(type, {}, 'en-GB')!;
    assert.match(message, /^[A-Z][\w ]+$/);
    assert.deepEqual(missing, []);
  });
}

test('a field outside of brackets is required', () => {
  const template = '{carrier} took [{count} of ]{parcel}[ at {place}]';
  const told = (payload: Payload) => describe('shop.taken', payload, 'en-GB', template);
  assert.deepEqual(told({ count: 2 })!.missing, ['carrier', 'parcel']);
  assert.deepEqual(told({ carrier: 'DHL', parcel: '[P1] {place}' }), { message: 'DHL took [P1] {place}', missing: [] });
});

test('a type of the shop’s own has no sentence', () => {
  assert.equal(describe('warehouse.picked', {}, 'en-GB'), null);
});

test('a value of the wrong kind is a missing one', () => {
  for (const email of [null, '', {}, [], true, Number.NaN]) {
    assert.deepEqual(describe('abandoned_cart.email_sent', { email } as Payload, 'en-GB'), {
      message: 'Recovery email sent',
      missing: [],
    });
  }
});

test('a name that every object has reads as any other', () => {
  for (const name of Object.getOwnPropertyNames(Object.prototype)) {
    const bounced = describe('email.bounced', { email: 'a@b.example', kind: name }, 'en-GB')!.message;
    assert.equal(bounced, `Email bounced: a@b.example (${name})`);
    const submitted = describe('order.submitted', { provider: name }, 'en-GB')!.message;
    assert.equal(submitted, `Submitted to ${capital(name)}`);
    assert.equal(describe(name, {}, 'en-GB'), null);
  }
});

test('a field that every object has is missing where the payload has none', () => {
  const template = 'Packed[ by {constructor}][ in {valueOf}]';
  assert.equal(describe('shop.packed', { valueOf: 'a box' }, 'en-GB', template)!.message, 'Packed in a box');
});

test('an amount that is not in minor units, or of no currency, is a missing one', () => {
  for (const payload of [
    { amount: 43.5, currency: 'GBP' },
    { amount: 1e300, currency: 'GBP' },
    { amount: 4300, currency: '' },
    { amount: 4300 },
  ]) {
    assert.deepEqual(describe('order.refunded', payload, 'en-GB'), { message: 'Refunded', missing: [] });
  }
});

test('an amount that floating point has brushed is the one that was meant', () => {
  assert.equal(
    describe('order.refunded', { amount: 19.99 * 100, currency: 'GBP' }, 'en-GB')!.message,
    'Refunded £19.99',
  );
});

test('a long message is cut at 500 characters, never within one', () => {
  assert.equal(clip('x'.repeat(500)), 'x'.repeat(500));
  assert.equal(clip('👕'.repeat(600)), `${'👕'.repeat(499)}…`);
});

test('a message is one line', () => {
  assert.equal(clip(' a\r\n\tb\u0000c '), 'a b c');
});

test('what is late reads as a person says it', () => {
  const told = (payload: Payload) => describe('order.overdue', payload, 'en-GB')!.message;
  assert.equal(
    told({ step: 'submitted', within: '2h', after: 'paid' }),
    'Not sent to the printer 2 hours after payment',
  );
  assert.equal(told({ step: 'shipped', within: '1wd', after: 'placed' }), 'Not shipped 1 working day after the order');
  assert.equal(told({ step: 'shipped', ship_by: '2026-12-24' }), 'Not shipped by 24 December 2026');
  assert.equal(told({ step: 'delivered', within: '21d', after: 'shipped' }), 'Not delivered 21 days after shipping');
  assert.equal(told({ step: 'hold', on_hold: '7d' }), 'On hold for 7 days');
  assert.equal(told({ step: 'constructor', within: 'soon' }), 'Late');
});
