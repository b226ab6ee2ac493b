import { type Fields, list, record } from '../../fields.ts';
import type { Listed } from '../../listing.ts';
import { as, idOf, linesOf, nodes, word } from './as.ts';

/** How many items it holds; nothing where a part of the order is not shipped, since nobody says which. */
const itemsOf = ({ requiresShipping, totalQuantity: quantity }: Fields, order: Fields): Fields[] => {
  if (requiresShipping === false) return [{ requires_shipping: false }];
  return linesOf(order).every(({ requires_shipping: ships }) => ships !== false) ? [{ quantity }] : [];
};

const asFulfillment = (fulfillment: Fields, order: Fields): Fields => {
  const info = list(fulfillment.trackingInfo).map(record);
  return {
    id: `${idOf(fulfillment.id)}`,
    order_id: idOf(order.id),
    created_at: fulfillment.createdAt,
    updated_at: fulfillment.updatedAt,
    tracking_company: info[0]?.company,
    tracking_numbers: info.map(({ number }) => number),
    tracking_urls: info.map(({ url }) => url),
    line_items: itemsOf(fulfillment, order),
    receipt: { testcase: order.test },
  };
};

const asScan = ({ id, status, message, happenedAt }: Fields, { id: fulfillment_id, order_id, receipt }: Fields) => ({
  ...{ id: idOf(id), order_id, fulfillment_id, status: word(status), message, happened_at: happenedAt, receipt },
});

/**
 * A fulfilment as it was made, as it changed, and as it arrived: the moment of each is known. Its numbers are those of now, so
 * that they stand at the last change too, after a number that a webhook brought before.
 */
const ofFulfillment = (order: Fields, fulfillment: Fields): Listed[] => {
  const item = asFulfillment(fulfillment, order);
  const id = `${item.id}`;
  const status = word(fulfillment.status);
  const { createdAt, updatedAt, deliveredAt } = fulfillment;
  const wasMade = status === 'success' || status === 'cancelled';
  const hasChanged = updatedAt !== createdAt || status !== 'success';
  const hasArrived = status === 'success' && deliveredAt != null;
  const arrived = { ...item, status, shipment_status: 'delivered', updated_at: deliveredAt };
  return [
    ...(wasMade ? [as('fulfillments/create', id, { ...item, status: 'success' })] : []),
    ...(hasChanged ? [as('fulfillments/update', id, { ...item, status })] : []),
    ...(hasArrived ? [as('fulfillments/update', id, arrived)] : []),
    ...nodes(fulfillment.events)
      .map((event) => asScan(event, item))
      .map((scan) => as('fulfillment_events/create', `${scan.id}`, scan)),
  ];
};

/** The fulfilments of an order, with the scans of the carrier. */
export const ofFulfillments = (order: Fields): Listed[] =>
  list(order.fulfillments)
    .map(record)
    .flatMap((fulfillment) => ofFulfillment(order, fulfillment));
