import { HOUR, iso, type Month, type ShopDelivery, type Step, wayOf } from './month.ts';
import type { ShopifyOrder } from './shopify.ts';

type Node = Required<Pick<ShopifyOrder, 'fulfillments' | 'transactions' | 'refunds'>> & ShopifyOrder;

/** An order on its way: as the API has it by now, and as webhooks name it. */
interface Going {
  id: number;
  placed_at: number;
  node: Node;
  rest: object;
  /** The id of what happens next. */
  own: number;
  send(topic: string, body: object, when: number): void;
}

const price = (amount: string) => ({ shopMoney: { amount, currencyCode: 'GBP' } });
const restPrice = (amount: string) => ({ shop_money: { amount, currency_code: 'GBP' } });

const gidOf = (type: string, id: number) => `gid://shopify/${type}/${id}`;

const paid = ({ node, rest, own, placed_at, send }: Going, when: number) => {
  node.displayFinancialStatus = 'PAID';
  const about = { kind: 'SALE', status: 'SUCCESS', processedAt: iso(when), amountSet: price('43.00') };
  node.transactions.push({ id: gidOf('OrderTransaction', own), ...about });
  const updated_at = iso(when + 2000);
  send('orders/paid', { ...rest, created_at: iso(placed_at), updated_at, financial_status: 'paid' }, when);
};

const failed = ({ id, node, own, send }: Going, when: number) => {
  const about = { processedAt: iso(when), errorCode: 'CARD_DECLINED', amountSet: price('43.00') };
  node.transactions.push({ id: gidOf('OrderTransaction', own), kind: 'SALE', status: 'FAILURE', ...about });
  const body = { id: own, order_id: id, kind: 'sale', status: 'failure', error_code: 'card_declined' };
  send('order_transactions/create', { ...body, processed_at: iso(when), amount_set: restPrice('43.00') }, when);
};

/** The parcel `which` of an order leaves with so many of its three items, or gets another number. */
const shipped =
  (which: number, quantity: number, end: string, isWhole: boolean) =>
  ({ id, node, rest, send }: Going, when: number) => {
    const before = node.fulfillments[which] as { createdAt: string } | undefined;
    const [createdAt, number] = [before?.createdAt ?? iso(when), `ST${id}${end}`];
    const own = id * 100 + which;
    const item = { id: own, order_id: id, status: 'success', tracking_company: 'DHL', tracking_numbers: [number] };
    const times = { created_at: createdAt, updated_at: iso(when) };
    send(`fulfillments/${before ? 'update' : 'create'}`, { ...item, ...times, line_items: [{ quantity }] }, when);
    node.fulfillments[which] = {
      ...{ id: gidOf('Fulfillment', own), status: 'SUCCESS', requiresShipping: true, totalQuantity: quantity },
      ...{ createdAt, updatedAt: iso(when), trackingInfo: [{ company: 'DHL', number }] },
    };
    node.displayFulfillmentStatus = isWhole ? 'FULFILLED' : 'PARTIALLY_FULFILLED';
    if (isWhole && !before) send('orders/fulfilled', { ...rest, updated_at: iso(when) }, when);
  };

const cancelled = ({ node, rest, send }: Going, when: number) => {
  node.cancelledAt = iso(when);
  node.cancelReason = 'CUSTOMER';
  send('orders/cancelled', { ...rest, cancelled_at: iso(when), cancel_reason: 'customer' }, when);
};

const refunded =
  (amount: string, status: string) =>
  ({ id, node, own, send }: Going, when: number) => {
    node.displayFinancialStatus = status;
    const given = { id: gidOf('OrderTransaction', own), kind: 'REFUND', status: 'SUCCESS', processedAt: iso(when) };
    const transaction = { ...given, amountSet: price(amount) };
    node.transactions.push(transaction);
    node.refunds.push({ id: gidOf('Refund', own), createdAt: iso(when), transactions: { nodes: [transaction] } });
    const transactions = [{ id: own, kind: 'refund', status: 'success', amount_set: restPrice(amount) }];
    send('refunds/create', { id: own, order_id: id, created_at: iso(when), transactions }, when);
  };

const STEPS: Record<Step, (going: Going, when: number) => void> = {
  waits: () => {},
  paid,
  failed,
  shipped: shipped(0, 3, 'A', true),
  corrected: shipped(0, 3, 'B', true),
  shippedInPart: shipped(0, 1, 'A', false),
  shippedRest: shipped(1, 2, 'C', true),
  cancelled,
  refunded: refunded('43.00', 'REFUNDED'),
  refundedInPart: refunded('3.50', 'PARTIALLY_REFUNDED'),
};

const nodeOf = (id: number, at: number): Node => ({
  ...{ id: gidOf('Order', id), name: `#${id}`, number: id, createdAt: iso(at), updatedAt: iso(at) },
  ...{ totalPriceSet: price('43.00'), displayFinancialStatus: 'PENDING', requiresShipping: true, test: false },
  ...{ paymentGatewayNames: ['shopify_payments'], disputes: [], risk: { assessments: [] } },
  lineItems: { nodes: [{ currentQuantity: 3, requiresShipping: true }] },
  ...{ fulfillments: [], transactions: [], refunds: [] },
});

/** An order `every` so many hours. Shopify sends a webhook for each thing that happens; its API has the order as it is by now. */
export const shopifyMonth = (count: number, from: number, every = 20): Month<ShopifyOrder> => {
  const deliveries: ShopDelivery[] = [];
  const orders = Array.from({ length: count }, (_, i) => {
    const [id, placed_at] = [7000 + i, from + i * every * HOUR];
    const node = nodeOf(id, placed_at);
    const named = { id, name: `#${id}`, order_number: id, admin_graphql_api_id: gidOf('Order', id) };
    const money = { total_price: '43.00', currency: 'GBP', payment_gateway_names: ['shopify_payments'] };
    const rest = { ...named, ...money, line_items: [{ quantity: 3, requires_shipping: true }] };
    let sent = 0;
    const send: Going['send'] = (topic, body, when) => {
      const headers = { 'x-shopify-topic': topic, 'x-shopify-webhook-id': `w-${id}-${sent++}` };
      deliveries.push({ headers: { ...headers, 'x-shopify-triggered-at': iso(when) }, body });
    };
    const financial_status = wayOf(i)[0]![0] === 'paid' ? 'paid' : 'pending';
    const at = iso(placed_at);
    send('orders/create', { ...rest, created_at: at, updated_at: at, financial_status }, placed_at);
    for (const [step, hours] of wayOf(i)) {
      const when = placed_at + hours * HOUR;
      node.updatedAt = iso(when);
      STEPS[step]({ id, placed_at, node, rest, own: id * 10 + sent, send }, when);
    }
    return node;
  });
  return { deliveries, orders };
};
