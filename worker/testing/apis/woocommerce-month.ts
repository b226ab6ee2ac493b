import { gmt, HOUR, type Month, type ShopDelivery, type Step, wayOf } from './month.ts';
import type { WooOrder } from './woocommerce.ts';

const STATUS: Record<Step, string> = {
  paid: 'processing',
  waits: 'pending',
  failed: 'failed',
  shipped: 'completed',
  shippedInPart: 'partial-shipped',
  shippedRest: 'completed',
  corrected: 'completed',
  cancelled: 'cancelled',
  refunded: 'cancelled',
  refundedInPart: 'completed',
};

/** The endings of the tracking numbers that an order has after a step. */
const NUMBERS: Partial<Record<Step, string[]>> = {
  shipped: ['A'],
  corrected: ['B'],
  shippedInPart: ['A'],
  shippedRest: ['A', 'C'],
};

const placed = (id: number, at: number): WooOrder => ({
  ...{ id, number: `W-${id}`, status: 'pending', currency: 'GBP', total: '43.00', date_created_gmt: gmt(at) },
  ...{ date_modified_gmt: gmt(at), date_paid_gmt: null, date_completed_gmt: null, refunds: [], meta_data: [] },
  ...{ shipping_lines: [{ method_id: 'flat_rate' }], line_items: [{ quantity: 3 }] },
});

/** The order after a step. */
const after = (before: WooOrder, step: Step, when: string): WooOrder => {
  const order: WooOrder = { ...before, status: STATUS[step], date_modified_gmt: when };
  if (step === 'paid') order.date_paid_gmt = when;
  if (step === 'shipped' || step === 'shippedRest') order.date_completed_gmt = when;
  const value = NUMBERS[step]?.map((end) => ({ tracking_number: `WT${order.id}${end}`, tracking_provider: 'dhl' }));
  if (value) order.meta_data = [{ key: '_wc_shipment_tracking_items', value }];
  if (step === 'refunded' || step === 'refundedInPart')
    order.refunds = [{ id: order.id * 10, total: step === 'refunded' ? '-43.00' : '-3.50' }];
  return order;
};

/**
 * An order `every` so many hours, from `from` on. WooCommerce sends the whole order with every change, and of a refund only its
 * own call says when it was.
 */
export const wooMonth = (
  count: number,
  from: number,
  refundedAt: Record<number, string>,
  every = 20,
): Month<WooOrder> => {
  const deliveries: ShopDelivery[] = [];
  const orders = Array.from({ length: count }, (_, i) => {
    const at = from + i * every * HOUR;
    let order = placed(1000 + i, at);
    for (const [step, hours] of wayOf(i)) {
      const when = gmt(at + hours * HOUR);
      order = after(order, step, when);
      for (const { id } of order.refunds ?? []) refundedAt[id] ??= when;
      deliveries.push({ headers: { 'x-wc-webhook-topic': 'order.updated' }, body: order });
    }
    return order;
  });
  return { deliveries, orders };
};
