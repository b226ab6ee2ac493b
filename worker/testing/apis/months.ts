import type { ShopifyOrder } from './shopify.ts';
import type { WooOrder } from './woocommerce.ts';

/** A webhook of a shop, as its provider sends it. */
export interface ShopDelivery {
  headers: Record<string, string>;
  body: object;
}

/** What a shop's provider delivered, and what its API answers afterwards. */
export interface Month<Order> {
  deliveries: ShopDelivery[];
  orders: Order[];
}

const HOUR = 3_600_000;
const gmt = (ms: number) => new Date(ms).toISOString().slice(0, 19);
const iso = (ms: number) => `${gmt(ms)}Z`;

/** What becomes of an order, each step so many hours after it was placed; the next order takes the next way. */
const WAYS = [
  [
    ['paid', 0],
    ['shipped', 40],
  ],
  [
    ['waits', 0],
    ['failed', 1],
    ['paid', 3],
    ['shipped', 50],
  ],
  [
    ['paid', 0],
    ['cancelled', 8],
    ['refunded', 9],
  ],
  [
    ['paid', 0],
    ['shipped', 30],
    ['corrected', 32],
    ['refundedInPart', 100],
  ],
  [
    ['waits', 0],
    ['failed', 2],
  ],
  [['paid', 0]],
] as const;

type Step = (typeof WAYS)[number][number][0];

const wayOf = (i: number) => WAYS[i % WAYS.length]!;

const WOO_STATUS: Record<Step, string> = {
  paid: 'processing',
  waits: 'pending',
  failed: 'failed',
  shipped: 'completed',
  corrected: 'completed',
  cancelled: 'cancelled',
  refunded: 'cancelled',
  refundedInPart: 'completed',
};

/** An order `every` so many hours, from `from` on. WooCommerce sends the whole order with every change. */
export const wooMonth = (
  count: number,
  from: number,
  refundedAt: Record<number, string>,
  every = 20,
): Month<WooOrder> => {
  const deliveries: ShopDelivery[] = [];
  const orders = Array.from({ length: count }, (_, i) => {
    const [id, at] = [1000 + i, from + i * every * HOUR];
    let order: WooOrder = {
      ...{ id, number: `W-${id}`, status: 'pending', currency: 'GBP', total: '43.00', date_created_gmt: gmt(at) },
      ...{ date_modified_gmt: gmt(at), date_paid_gmt: null, date_completed_gmt: null, refunds: [], meta_data: [] },
      shipping_lines: [{ method_id: 'flat_rate' }],
    };
    for (const [step, hours] of wayOf(i)) {
      const when = gmt(at + hours * HOUR);
      order = { ...order, status: WOO_STATUS[step], date_modified_gmt: when };
      if (step === 'paid') order.date_paid_gmt = when;
      if (step === 'shipped') order.date_completed_gmt = when;
      if (step === 'shipped' || step === 'corrected') {
        const tracking = { tracking_number: `WT${id}${step === 'corrected' ? 'B' : 'A'}`, tracking_provider: 'dhl' };
        order.meta_data = [{ key: '_wc_shipment_tracking_items', value: [tracking] }];
      }
      if (step === 'refunded' || step === 'refundedInPart') {
        order.refunds = [{ id: id * 10, total: step === 'refunded' ? '-43.00' : '-3.50' }];
        refundedAt[id * 10] = when;
      }
      deliveries.push({ headers: { 'x-wc-webhook-topic': 'order.updated' }, body: order });
    }
    return order;
  });
  return { deliveries, orders };
};

const price = (amount: string) => ({ shopMoney: { amount, currencyCode: 'GBP' } });
const restPrice = (amount: string) => ({ shop_money: { amount, currency_code: 'GBP' } });

/** The same of Shopify, which sends a webhook for each thing that happens; its API has the order as it is by now. */
export const shopifyMonth = (count: number, from: number, every = 20): Month<ShopifyOrder> => {
  const deliveries: ShopDelivery[] = [];
  const orders = Array.from({ length: count }, (_, i) => {
    const [id, at] = [7000 + i, from + i * every * HOUR];
    const way = wayOf(i);
    const rest = { id, name: `#${id}`, order_number: id, admin_graphql_api_id: `gid://shopify/Order/${id}` };
    const money = { total_price: '43.00', currency: 'GBP', payment_gateway_names: ['shopify_payments'] };
    const node: Required<Pick<ShopifyOrder, 'fulfillments' | 'transactions' | 'refunds'>> & ShopifyOrder = {
      ...{ id: `gid://shopify/Order/${id}`, name: `#${id}`, number: id, createdAt: iso(at), updatedAt: iso(at) },
      ...{ totalPriceSet: price('43.00'), displayFinancialStatus: 'PENDING', requiresShipping: true, test: false },
      ...{ paymentGatewayNames: ['shopify_payments'], disputes: [], risk: { assessments: [] } },
      ...{ fulfillments: [], transactions: [], refunds: [] },
    };
    let sent = 0;
    const send = (topic: string, body: object, when: number) =>
      deliveries.push({
        headers: {
          ...{ 'x-shopify-topic': topic, 'x-shopify-webhook-id': `w-${id}-${sent++}` },
          'x-shopify-triggered-at': iso(when),
        },
        body,
      });
    const status = way[0]![0] === 'paid' ? 'paid' : 'pending';
    send(
      'orders/create',
      { ...rest, ...money, created_at: iso(at), updated_at: iso(at), financial_status: status },
      at,
    );
    for (const [step, hours] of way) {
      const when = at + hours * HOUR;
      const own = id * 10 + sent;
      node.updatedAt = iso(when);
      switch (step) {
        case 'waits':
          break;
        case 'paid': {
          node.displayFinancialStatus = 'PAID';
          const gid = `gid://shopify/OrderTransaction/${own}`;
          node.transactions.push({
            id: gid,
            kind: 'SALE',
            status: 'SUCCESS',
            processedAt: iso(when),
            amountSet: price('43.00'),
          });
          const updated_at = iso(when + 2000);
          send('orders/paid', { ...rest, ...money, created_at: iso(at), updated_at, financial_status: 'paid' }, when);
          break;
        }
        case 'failed': {
          const gid = `gid://shopify/OrderTransaction/${own}`;
          const about = { processedAt: iso(when), errorCode: 'CARD_DECLINED', amountSet: price('43.00') };
          node.transactions.push({ id: gid, kind: 'SALE', status: 'FAILURE', ...about });
          const body = { id: own, order_id: id, kind: 'sale', status: 'failure', error_code: 'card_declined' };
          send('order_transactions/create', { ...body, processed_at: iso(when), amount_set: restPrice('43.00') }, when);
          break;
        }
        case 'shipped':
        case 'corrected': {
          const number = `ST${id}${step === 'corrected' ? 'B' : 'A'}`;
          const created =
            step === 'shipped' ? when : Date.parse((node.fulfillments[0] as { createdAt: string }).createdAt);
          const fulfillment = {
            id: id * 100,
            order_id: id,
            status: 'success',
            tracking_company: 'DHL',
            tracking_numbers: [number],
          };
          const topic = step === 'shipped' ? 'fulfillments/create' : 'fulfillments/update';
          send(topic, { ...fulfillment, created_at: iso(created), updated_at: iso(when) }, when);
          node.fulfillments = [
            {
              ...{ id: `gid://shopify/Fulfillment/${id * 100}`, status: 'SUCCESS', requiresShipping: true },
              ...{ createdAt: iso(created), updatedAt: iso(when), trackingInfo: [{ company: 'DHL', number }] },
            },
          ];
          break;
        }
        case 'cancelled':
          node.cancelledAt = iso(when);
          node.cancelReason = 'CUSTOMER';
          send('orders/cancelled', { ...rest, ...money, cancelled_at: iso(when), cancel_reason: 'customer' }, when);
          break;
        default: {
          const amount = step === 'refunded' ? '43.00' : '3.50';
          node.displayFinancialStatus = step === 'refunded' ? 'REFUNDED' : 'PARTIALLY_REFUNDED';
          const given = {
            id: `gid://shopify/OrderTransaction/${own}`,
            kind: 'REFUND',
            status: 'SUCCESS',
            processedAt: iso(when),
          };
          const transaction = { ...given, amountSet: price(amount) };
          node.transactions.push(transaction);
          node.refunds.push({
            id: `gid://shopify/Refund/${own}`,
            createdAt: iso(when),
            transactions: { nodes: [transaction] },
          });
          const transactions = [{ id: own, kind: 'refund', status: 'success', amount_set: restPrice(amount) }];
          send('refunds/create', { id: own, order_id: id, created_at: iso(when), transactions }, when);
        }
      }
    }
    return node;
  });
  return { deliveries, orders };
};
