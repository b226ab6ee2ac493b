import { lookup } from '../domain/lookup.ts';
import { type Fields, identifier, instant, known, list, orderId, record, refs, text } from './fields.ts';
import { refund } from './shop.ts';
import { hmac } from './signatures/hmac.ts';
import type { Delivery, Source, SourceEvent } from './source.ts';
import { woocommerceListing } from './woocommerce/list.ts';
import { deleted, type Order, priceOf, type Timed } from './woocommerce/order.ts';
import { STATUSES } from './woocommerce/statuses.ts';

/** How gateways write into an order that it is of their test mode: WooPayments, and PayPal Payments. */
const TEST_MODES: Record<string, string> = { _wcpay_mode: 'test', _ppcp_paypal_payment_mode: 'sandbox' };
const isTest = ({ meta_data }: Fields): boolean =>
  list(meta_data)
    .map(record)
    .some(({ key, value }) => value !== undefined && value === lookup(TEST_MODES, key));

const TOPICS = ['order.created', 'order.updated', 'order.restored'];
const topic = ({ headers }: Delivery) => identifier(headers.get('x-wc-webhook-topic')) ?? 'unknown';

/**
 * An order lists its refunds as negative amounts; `list` adds their times. WooCommerce tells nothing of a refund that is removed
 * again. A refund without an id is ignored.
 */
const refundsOf = ({ fields, common }: Order): Timed[] =>
  list(fields.refunds)
    .map(record)
    .flatMap(({ id, total, date_created_gmt: at }) => {
      const refundId = identifier(id);
      if (!refundId) return [];
      const payload = known({ provider: 'woocommerce', ...priceOf(text(total)?.replace('-', ''), fields) });
      const told = { event_type: 'order.refunded', ...common, payload, once: true };
      return [{ ...refund('done', `woocommerce:${refundId}`, null, told), at }];
    });

/** The order that the trash took: its id alone is left of it. */
const deletion = ({ id, common }: Order): SourceEvent[] => {
  const event = deleted({ id, common, status: 'trash', fields: {} });
  return [{ ...event, key: `${id}:deleted`, occurred_at: null }];
};

/**
 * `coupon.…`, `customer.…` and `product.…` are ignored, since they are of no order.
 *
 * WooCommerce sends the whole order with every change of anything, so a status or a refund counts once: each is a
 * `status` that is shown only where it differs from the last. Both topics may tell it, so the topic is in no key.
 */
export const woocommerce: Source = {
  name: 'woocommerce',
  list: woocommerceListing,
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
    const fields = record(body);
    const [id, status] = [identifier(fields.id), identifier(fields.status)];
    if (!id) return [];
    const common = { order_id: orderId(fields.number), refs: [...refs('woocommerce', id), ...refs('id', id)] };
    const order: Order = { id, status: `${status}`, fields, common };
    if (topic(delivery) === 'order.deleted') return deletion(order);
    if (!status || !TOPICS.includes(topic(delivery))) return [];
    const test = isTest(fields);
    const { date_modified_gmt: modified, date_created_gmt: created } = fields;
    const told = lookup(STATUSES, status)?.(order) ?? [];
    const events = [...told, ...refundsOf(order)].map(
      ({ at, ...event }, i): SourceEvent => ({
        ...event,
        key: event.once ? `${event.fact}` : `${id}:${status}:${i}:${test ? '' : identifier(modified)}`,
        // A test is shown once, whatever changes: what has no time of its own is of the time of the order.
        occurred_at: instant(at) ?? instant(test ? created : modified),
      }),
    );
    if (!test) return events;
    // A test takes nothing back, so that it goes on would be a line of its own; and it is placed as it is paid.
    const silent = ['order.reinstated', 'order.paid'];
    return events
      .filter(({ event_type }) => !silent.includes(event_type))
      .map((event) => ({ ...event, test: true as const }));
  },
};
