import fc from 'fast-check';
import type { Entry } from '../domain/entry.ts';
import { entry } from './entries.ts';
import { MINUTE, START } from './minutes.ts';

// Few orders, few refs, few moments: so that everything collides.
const KINDS: [type: string, fields?: Partial<Entry>][] = [
  ['order.created', { payload: { amount: 3, currency: 'GBP' } }],
  ['order.created', { payload: { amount: 3, currency: 'GBP' } }],
  ['order.submission_failed'],
  ['order.submission_failed'],
  ['order.submission_failed', { problem: 'warehouse:7' }],
  ['order.submitted'],
  ['order.submitted', { problem: 'warehouse:7' }],
  ['order.production'],
  ['order.shipped'],
  ['order.delivered', { fact: 'delivered:1' }],
  ['order.delivered', { fact: 'delivered:1', source: 'easypost' }],
  ['order.cancelled'],
  ['order.refunded'],
  ['order.refunded', { payload: { amount: 1, currency: 'GBP' } }],
  ['order.refunded', { payload: { amount: 1, currency: 'GBP' }, fact: 'refunded:1' }],
  ['order.refunded', { payload: { amount: 1, currency: 'GBP' }, fact: 'refunded:1', source: 'stripe' }],
  ['order.refunded', { payload: { amount: 2, currency: 'GBP' }, fact: 'refunded:2' }],
  ['order.refunded', { payload: { amount: 9, currency: 'JPY' } }],
  ['order.refunded', { payload: { amount: 3, currency: 'GBP', pending: true, refund: '3' } }],
  ['order.refunded', { payload: { amount: 3, currency: 'GBP', refund: '1', payment: 'pi' }, fact: 'refunded:1' }],
  ['order.refund_failed', { payload: { refund: '1', payment: 'pi' } }],
  ['order.created', { payload: { amount: 3, currency: 'GBP', paid: false } }],
  ['order.payment_failed'],
  ['order.payment_failed'],
  ['order.paid', { payload: { amount: 3, currency: 'GBP' } }],
  ['order.shipped', { payload: { tracking: 'P1' } }],
  ['order.shipped', { payload: { tracking: 'P1' }, source: 'printify' }],
  ['order.shipped', { payload: { tracking: 'P2', items: 1, of: 3 } }],
  ['order.created', { payload: { amount: 3, currency: 'GBP', items: 3 } }],
  ['order.shipped', { payload: { tracking: 'P1', items: 1 } }],
  ['order.shipped', { payload: { tracking: 'P5', items: 2 } }],
  ['order.refunded', { payload: { amount: 1, currency: 'GBP', removed_items: 1 } }],
  ['order.shipped', { payload: { tracking: 'P3' }, status: { of: 'parcel', is: 'P3', corrects: true } }],
  ['order.shipped', { payload: { tracking: 'P4' }, status: { of: 'parcel', is: 'P4', corrects: true } }],
  ['order.created', { payload: { amount: 3, currency: 'GBP', requires_shipping: false } }],
  ['order.created', { payload: { amount: 3, currency: 'GBP', requires_shipping: true } }],
  ['order.fulfilled'],
  ['order.fraud_warning', { payload: { dispute: 'd' } }],
  ['order.shipment_cancelled', { payload: { tracking: 'P1' } }],
  ['order.shipment_cancelled'],
  ['order.delivery_failed', { payload: { tracking: 'P1' } }],
  ['order.delivery_failed', { payload: { tracking: 'P2' }, source: 'easypost' }],
  ['order.delivered', { payload: { tracking: 'P1' } }],
  ['order.delivered', { payload: { tracking: 'P2' } }],
  ['order.returned', { payload: { tracking: 'P1' } }],
  ['order.cancelled'],
  ['order.reinstated'],
  ['order.on_hold'],
  ['order.released'],
  ['order.released', { status: { of: 'printify:1', is: 'pending' } }],
  ['order.part_shipped'],
  ['order.disputed', { payload: { dispute: 'd' } }],
  ['order.dispute_won', { payload: { dispute: 'd' } }],
  ['order.dispute_lost', { payload: { dispute: 'd' } }],
  ['warehouse.checked', { fact: 'checked', level: 'warning' }],
  ['warehouse.unchecked', { retracts: ['checked'] }],
  ['order.note'],
  ['email.bounced'],
  ['order.submission_failed', { status: { of: 'printify:1', is: 'on-hold' } }],
  ['order.submission_failed', { status: { of: 'printify:1', is: 'on-hold' } }],
  ['order.production', { status: { of: 'printify:1', is: 'in-production' } }],
  ['sync.completed', { payload: { provider: 'Printify' } }],
  ['sync.failed', { payload: { provider: 'printify' } }],
  ['sync.failed', { payload: { provider: 'printify' } }],
  ['import.failed', { level: 'error', problem: '1' }],
  ['import.done', { problem: '1' }],
];

/** Refs of each order, one that both orders claim, and one that neither has to itself. */
const REFS = ['stripe', 'printify', 'tracking'];

const event = fc
  .record({
    kind: fc.constantFrom(...KINDS),
    minute: fc.nat(12),
    order: fc.constantFrom('A', 'B'),
    names: fc.constantFrom('order', 'order', 'hint', 'nothing', 'nothing'),
    refs: fc.subarray(REFS, { maxLength: 2 }),
    isContested: fc.nat(4).map((n) => n === 0),
  })
  .map(({ kind: [type, fields], minute, order, names, refs, isContested }): Entry => {
    const isOfOrder = /^(order|warehouse)\./.test(type);
    return entry(type, {
      ...fields,
      occurred_at: START + minute * MINUTE,
      order_id: isOfOrder && names === 'order' ? order : null,
      hint: isOfOrder && names === 'hint' ? order : null,
      refs: isOfOrder ? [...refs.map((ref) => `${ref}:${order}`), ...(isContested ? ['shared:ref'] : [])] : [],
    });
  });

/** Events of two orders in the order in which they come. */
export const events = (least: number, most: number): fc.Arbitrary<Entry[]> =>
  fc.array(event, { minLength: least, maxLength: most });
