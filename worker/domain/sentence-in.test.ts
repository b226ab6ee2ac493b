import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Payload } from '../contract/event.ts';
import { SENTENCES, VARIANTS } from '../contract/sentences.ts';
import { clip, describe } from './message.ts';
import { sentenceIn } from './sentence-in.ts';

/** A value for every field that a sentence names, with signs that a template has too. */
const PAYLOAD: Payload = {
  ...{ amount: 430_050, currency: 'usd', provider: 'easypost', reference: 'PFY-1', reason: 'it (really) [is] {gone}' },
  ...{ attempt: 2, max: 3, carrier: 'DHL', tracking: '1Z999', email: 'a@b.example', kind: 'confirmation' },
  ...{ products: 1, updated: 3, paid: false, items: 1, of: 2, silence: '26 hours', usual: '40 minutes', missed: 3 },
  ...{ channel: 'slack', order_id: 'SS-1', step: 'shipped', within: '3wd', after: 'paid', on_hold: '7d' },
  ship_by: '2026-12-24',
};

/** The payload with each choice of the optional fields that a template names. */
const choices = (template: string): Payload[] => {
  const fields = [...new Set(template.match(/(?<=\{)\w+(?=\})/g))];
  return Array.from({ length: 2 ** fields.length }, (_, bits) => ({
    currency: 'usd',
    ...Object.fromEntries(
      fields
        .filter((field, at) => bits & (1 << at) || template.replace(/\[.*?\]/g, '').includes(`{${field}}`))
        .map((field) => [field, PAYLOAD[field]!]),
    ),
  }));
};

const of = (event_type: string, message: string, payload: Payload = {}, source = 'api', locale = 'en-GB') =>
  sentenceIn({ event_type, message, payload, source }, locale);

for (const [name, template] of Object.entries({ ...SENTENCES, ...VARIANTS })) {
  const type = name.split(':')[0]!;

  test(`${name} is known in its message, whatever of it is filled, in the shop’s locale`, () => {
    for (const payload of choices(template)) {
      for (const locale of ['en-GB', 'de-DE', 'ar-EG']) {
        const { message } = describe(type, payload, locale, template)!;
        assert.equal(of(type, message, payload, 'api', locale), name, message);
      }
    }
  });

  test(`${name} is not what a shop says of the same`, () => {
    for (const payload of choices(template)) {
      const { message } = describe(type, payload, 'en-GB', template)!;
      for (const own of [`${message}!`, `So: ${message}`, message.toUpperCase(), 'Hurrah', ''])
        assert.equal(of(type, own, payload), null, own);
    }
  });
}

test('a message that says less or more than the payload knows is the shop’s own', () => {
  assert.equal(of('order.submitted', 'Submitted to Printify', { provider: 'printify', reference: 'P-1' }), null);
  assert.equal(of('order.refunded', 'Refunded £43.00', {}), null);
  assert.equal(of('order.refunded', 'Refunded', { amount: 4300, currency: 'GBP' }), null);
});

test('a message with money in another locale than the shop’s stays as it is', () => {
  const payload = { amount: 4300, currency: 'GBP' };
  assert.equal(of('order.refunded', 'Refunded 43,00\u00a0£', payload), null);
  assert.equal(of('order.refunded', 'Refunded 43,00\u00a0£', payload, 'api', 'de-DE'), 'order.refunded');
});

test('a message that was cut is known too', () => {
  const payload = { provider: 'printify', reason: 'x'.repeat(600) };
  assert.equal(
    of('order.submission_failed', describe('order.submission_failed', payload, 'en-GB')!.message, payload),
    'order.submission_failed',
  );
});

test('a test mode’s message is known behind its word, and only there', () => {
  assert.equal(of('order.delivered', 'Test: Delivered', { test: true }, 'easypost'), 'order.delivered');
  assert.equal(of('order.delivered', 'Test: Delivered', {}, 'easypost'), null);
  assert.equal(of('order.delivered', clip('Delivered'), { test: true }), 'order.delivered');
});

test('what Flagpost says of a late step or an action is its own, not what a shop calls so', () => {
  const late = { step: 'shipped', within: '7d', after: 'paid' };
  assert.equal(of('order.overdue', 'Not shipped 7 days after payment', late, 'flagpost'), 'order.overdue');
  assert.equal(of('order.overdue', 'The printer is slow', {}), null);
  assert.equal(of('order.action', 'Ana: Retry submission — done', {}, 'flagpost'), 'order.action');
});

test('no other type has a sentence, whatever its name', () => {
  for (const type of ['warehouse.picked', 'order.note', ...Object.getOwnPropertyNames(Object.prototype)])
    assert.equal(of(type, 'Delivered', {}, 'flagpost'), null);
});
