import { lookup } from '../domain/lookup.ts';
import {
  currencyOf,
  decimalAmount,
  type Fields,
  identifier,
  instant,
  known,
  list,
  orderId,
  record,
  refs,
  text,
} from './fields.ts';
import { hmac } from './signatures/hmac.ts';
import type { Delivery, Source, SourceEvent } from './source.ts';

type Told = Pick<SourceEvent, 'event_type' | 'fact' | 'status'> & { at?: unknown; isMoney?: true };

const placed = (id: string, { date_paid_gmt, date_created_gmt }: Fields): Told => ({
  event_type: 'order.created',
  fact: `created:${id}`,
  isMoney: true,
  at: date_paid_gmt ?? date_created_gmt,
});

/** What is to be sent has a way to send it. Downloads have none, and are complete once they are paid for. */
const completed = (id: string, order: Fields): Told =>
  list(order.shipping_lines).length > 0
    ? { event_type: 'order.shipped', fact: `shipped:woocommerce:${id}`, at: order.date_completed_gmt }
    : placed(id, order);

/** Whether an order is cancelled is a state of its own, beside its status: one that goes on after it is reinstated. */
const cancelled = (id: string, is: 'yes' | 'no') => ({ of: `woocommerce:cancelled:${id}`, is });

const goesOn = (id: string): Told => ({ event_type: 'order.reinstated', status: cancelled(id, 'no') });

/** By the order's status. One that is `pending` is not paid for yet; that one is `refunded`, its refunds tell. */
const TELLS: Record<string, (id: string, order: Fields) => Told[]> = {
  processing: (id, order) => [goesOn(id), placed(id, order)],
  'on-hold': (id, order) => [goesOn(id), placed(id, order)],
  completed: (id, order) => [goesOn(id), completed(id, order)],
  cancelled: (id) => [{ event_type: 'order.cancelled', status: cancelled(id, 'yes') }],
  failed: () => [{ event_type: 'order.payment_failed', isMoney: true }],
};

const money = (value: unknown, currency: string | null) => ({ amount: decimalAmount(value, currency), currency });

/** How gateways write into an order that it is of their test mode: WooPayments, and PayPal Payments. */
const TEST_MODES: Record<string, string> = { _wcpay_mode: 'test', _ppcp_paypal_payment_mode: 'sandbox' };
const isTest = ({ meta_data }: Fields): boolean =>
  list(meta_data)
    .map(record)
    .some(({ key, value }) => value !== undefined && value === lookup(TEST_MODES, key));

const TOPICS = ['order.created', 'order.updated', 'order.restored'];
const topic = ({ headers }: Delivery) => identifier(headers.get('x-wc-webhook-topic')) ?? 'unknown';

/**
 * WooCommerce sends the whole order with every change of anything, so a status or a refund counts once: each is a
 * `status` that is stored only where it differs from the last. Both topics may tell it, so the topic is in no key.
 */
export const woocommerce: Source = {
  name: 'woocommerce',
  docs: 'https://woocommerce.com/document/webhooks/',
  covers: 'body',
  window: null,
  verify: hmac({ header: 'x-wc-webhook-signature', encoding: 'base64' }),
  // As a webhook is saved, WooCommerce sends `webhook_id=7` as a form, unsigned, and switches the webhook off unless
  // that is answered with 200.
  greet({ body, headers }) {
    const isForm = body.length < 32 && /^webhook_id=\d+$/.test(new TextDecoder().decode(body));
    return isForm && !headers.has('x-wc-webhook-signature') ? new Response() : undefined;
  },
  kind: (_, delivery) => topic(delivery),
  translate(body, delivery) {
    const order = record(body);
    const [id, status, currency] = [identifier(order.id), identifier(order.status), currencyOf(order.currency)];
    if (!id || !TOPICS.includes(topic(delivery))) return [];
    const modified = order.date_modified_gmt;
    const common = { order_id: orderId(order.number), refs: [...refs('woocommerce', id), ...refs('id', id)] };
    const told = (lookup(TELLS, status)?.(id, order) ?? []).map(({ at, isMoney, ...event }) => ({
      status: { of: `woocommerce:${id}`, is: `${status}` },
      ...event,
      ...common,
      key: `${id}:${status}:${identifier(modified)}`,
      occurred_at: instant(at) ?? instant(modified),
      payload: known({ provider: 'woocommerce', ...(isMoney && money(order.total, currency)) }),
    }));
    const refunds = list(order.refunds)
      .map(record)
      .flatMap((refund) => {
        const refundId = identifier(refund.id);
        if (!refundId) return [];
        return [
          {
            event_type: 'order.refunded',
            ...common,
            key: `refund:${refundId}`,
            occurred_at: instant(modified),
            payload: known({ provider: 'woocommerce', ...money(text(refund.total)?.replace('-', ''), currency) }),
            fact: `refunded:woocommerce:${refundId}`,
            once: true,
          },
        ];
      });
    if (!isTest(order)) return [...told, ...refunds];
    // A test takes nothing back, so that it goes on would be a line of its own with each change.
    const shown = told.filter(({ event_type }) => event_type !== 'order.reinstated');
    return [...shown, ...refunds].map((event) => ({ ...event, test: true as const }));
  },
};
