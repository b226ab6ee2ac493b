import { noted, resolved } from './senders/person.ts';
import { delivered, printify, printifyId, printifyStatus, shipped } from './senders/printify.ts';
import { bounced, mailed } from './senders/resend.ts';
import { log } from './senders/shop.ts';
import {
  cartAbandoned,
  paid,
  paidFromCart,
  paymentFailed,
  refunded,
  refundedAgain,
  refundFailed,
} from './senders/stripe.ts';
import { sync } from './senders/sync.ts';
import type { Story } from './story.ts';

const submitted = log('order.submitted', null, (order) => ({
  payload: { provider: 'Printify', reference: `PFY-${10_000 + ((Number(order.id.slice(-4)) * 7919) % 90_000)}` },
  // The ref connects Printify's later events to the order. The fact prevents a second row for Printify's own "created".
  refs: [`printify:${printifyId(order)}`],
  fact: `submitted:${printifyId(order)}`,
}));

const submissionFailed = log('order.submission_failed', null, {
  payload: { provider: 'Printify', reason: 'insufficient stock for M Black' },
});

const syncStarted = (provider: string) => sync('sync.started', { provider });
const syncCompleted = (provider: string, products: number, updated: number) =>
  sync('sync.completed', { provider, products, updated });
const syncFailed = (provider: string) => sync('sync.failed', { provider, reason: 'API rate limit exceeded' });

/** The demo's day, and the week before it. */
export const DAY: Story[] = [
  {
    title: 'An order that goes well',
    order: '0023',
    happens: [
      ['0s', paid],
      ['4s', mailed('confirmation')],
      ['3m 12s', submitted],
      ['3m 14s', printify('order:created')],
      ['7h 41m', printify('order:sent-to-production')],
      ['2d 3h 5m', shipped('Royal Mail', 'RM482915067GB')],
      ['2d 3h 6m', mailed('shipping')],
      ['4d 22h 18m', delivered('Royal Mail', 'RM482915067GB')],
    ],
  },
  {
    title: 'An order whose submission fails four times before it succeeds, and whose delivery is reported hours late',
    order: '0031',
    happens: [
      ['0s', paid],
      ['5s', mailed('confirmation')],
      ['2m 40s', submissionFailed],
      ['7m 40s', submissionFailed],
      ['17m 41s', submissionFailed],
      ['27m 41s', submissionFailed],
      ['32m 10s', log('order.submission_retried', null, { payload: { attempt: 5, max: 5 }, actor: 'Ana' })],
      ['32m 13s', submitted],
      ['32m 15s', printify('order:created')],
      ['5h 20m', printify('order:sent-to-production')],
      ['1d 19h 2m', shipped('DHL', 'JD014600006281930417')],
      ['1d 19h 3m', mailed('shipping')],
      ['2d 18h 34m', delivered('DHL', 'JD014600006281930417'), 'late'],
    ],
  },
  {
    title:
      'A bad week: two failed payments, a bounce, a hold, two parcels of which one comes back, a refund that fails first',
    order: '0016',
    happens: [
      ['-9m 20s', paymentFailed('Your card was declined.')],
      ['-7m 5s', paymentFailed('Your card has insufficient funds.')],
      ['0s', paid],
      ['5s', mailed('confirmation')],
      ['12s', bounced('confirmation')],
      ['3m 4s', submitted],
      ['3m 6s', printify('order:created')],
      ['22m', resolved('email.bounced')],
      ['4h 10m', log('order.on_hold', null, { payload: { provider: 'Printify', reason: 'checking the artwork' } })],
      ['9h 2m', printify('order:sent-to-production')],
      ['2d 1h 15m', shipped('Royal Mail', 'RM482913377GB')],
      ['2d 3h 40m', shipped('DHL', 'JD014600006280117744')],
      ['2d 3h 41m', mailed('shipping')],
      ['4d 19h 30m', delivered('Royal Mail', 'RM482913377GB')],
      ['6d 2h', log('order.returned', null, { payload: { carrier: 'DHL', tracking: 'JD014600006280117744' } })],
      ['6d 3h 12m', refunded],
      ['6d 23h 50m', refundFailed],
      ['7d 1h 5m', refundedAgain],
    ],
  },
  {
    title: 'An order that arrives broken and is refunded',
    order: '0017',
    happens: [
      ['0s', paid],
      ['4s', mailed('confirmation')],
      ['2m 55s', submitted],
      ['2m 57s', printify('order:created')],
      ['6h 10m', printify('order:sent-to-production')],
      ['2d 1h', shipped('Royal Mail', 'RM482914488GB')],
      ['2d 1h 1m', mailed('shipping')],
      ['4d 20h 44m', delivered('Royal Mail', 'RM482914488GB')],
      ['6d 2h 9m', refunded],
    ],
  },
  {
    title: 'An order in yen, on its way to Kyoto',
    order: '0036',
    happens: [
      ['0s', paid],
      ['3s', mailed('confirmation')],
      ['3m 2s', submitted],
      ['3m 4s', printify('order:created')],
      ['9h 15m', printify('order:sent-to-production')],
      ['2d 2h 20m', shipped('DHL', 'JD014600006284471926')],
      ['2d 2h 21m', mailed('shipping')],
    ],
  },
  {
    title: 'An order that the printer cancels',
    order: '0038',
    happens: [
      ['0s', paid],
      ['4s', mailed('confirmation')],
      ['3m 20s', submitted],
      ['3m 22s', printify('order:created')],
      ['18h 6m', printifyStatus('canceled')],
      ['18h 31m', refunded],
    ],
  },
  {
    title: 'An order that the printer cannot make, which Ana resolves and which fails again',
    order: '0039',
    happens: [
      ['0s', paid],
      ['5s', mailed('confirmation')],
      ['2m', log('order.artwork_checked', 'Artwork checked — 300 dpi, margins safe', { actor: 'Ana' })],
      ['3m 8s', submitted],
      ['3m 10s', printify('order:created')],
      ['14h 52m', printifyStatus('payment-not-received')],
      ['15h 12m', resolved('order.submission_failed')],
      ['19h 5m', printifyStatus('has-issues')],
    ],
  },
  {
    title: 'An abandoned cart that is recovered',
    order: '0040',
    happens: [
      ['-9h 4m', cartAbandoned],
      ['-8h 3m', mailed('abandoned_cart')],
      ['0s', paidFromCart],
      ['4s', mailed('confirmation')],
      ['3m 6s', submitted],
      ['3m 8s', printify('order:created')],
      ['3h 48m', printify('order:sent-to-production')],
    ],
  },
  {
    title: 'An order that was paid hours ago and is not submitted',
    order: '0041',
    happens: [
      ['0s', paid],
      ['4s', mailed('confirmation')],
    ],
  },
  {
    title: 'A confirmation that bounces; Ana looks into it',
    order: '0042',
    happens: [
      ['0s', paid],
      ['4s', mailed('confirmation')],
      ['11s', bounced('confirmation')],
      ['3m 3s', submitted],
      ['3m 5s', printify('order:created')],
      ['1h 50m', noted('Rang Elena, no answer. Her address probably wants a second s: asking her again tomorrow.')],
    ],
  },
  {
    title: 'An order that has just gone to print',
    order: '0043',
    happens: [
      ['0s', paid],
      ['5s', mailed('confirmation')],
      ['3m 1s', submitted],
      ['3m 4s', printify('order:created')],
    ],
  },
  {
    title: 'An order from minutes ago',
    order: '0044',
    happens: [
      ['0s', paid],
      ['4s', mailed('confirmation')],
    ],
  },
  {
    title: 'A product sync with one printer that works',
    ago: '20h 5m',
    happens: [
      ['0s', syncStarted('Printify')],
      ['48s', syncCompleted('Printify', 47, 3)],
      ['2h', syncStarted('Printify')],
      ['2h 44s', syncCompleted('Printify', 47, 0)],
      ['4h', syncStarted('Printify')],
      ['4h 46s', syncCompleted('Printify', 47, 1)],
      ['20h', syncStarted('Printify')],
      ['20h 51s', syncCompleted('Printify', 48, 1)],
    ],
  },
  {
    title: 'A product sync with the other printer that keeps failing',
    ago: '52m',
    happens: [
      ['0s', syncStarted('Gelato')],
      ['9s', syncFailed('Gelato')],
      ['1m 10s', syncFailed('Gelato')],
      ['3m 11s', syncFailed('Gelato')],
      ['7m 12s', syncFailed('Gelato')],
      ['15m 13s', syncFailed('Gelato')],
      ['31m 14s', syncFailed('Gelato')],
    ],
  },
  {
    title: 'A type of the shop’s own',
    ago: '26h',
    happens: [['0s', log('product.published', 'Heron published — 6 variants', { actor: 'Ana' })]],
  },
];
