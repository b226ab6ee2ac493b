import { type Fields, identifier, list, record, said } from '../fields.ts';
import type { Parcel } from '../shop.ts';

/** Where plugins keep a single number: its key, and those of its carrier and its page. */
const SINGLE: [tracking: string, carrier: string, url: string][] = [
  ['_tracking_number', '_tracking_provider', '_tracking_url'],
  // Orders Tracking, https://docs.villatheme.com/?p=8597
  ['_wot_tracking_number', '_wot_tracking_carrier', '_wot_tracking_url'],
  // YITH Order & Shipment Tracking
  ['ywot_tracking_code', 'ywot_carrier_name', 'ywot_carrier_url'],
  ['_aftership_tracking_number', '_aftership_tracking_provider_name', '_aftership_tracking_url'],
];

/** Where plugins keep a list: WooCommerce Shipment Tracking, Advanced Shipment Tracking, Shippo; and AfterShip. */
const LISTS = ['_wc_shipment_tracking_items', '_aftership_tracking_items'];

/** `dhl-de` is how plugins name a carrier among themselves; some write its name beside it. */
const carrierOf = (item: Fields) =>
  [item.formatted_tracking_provider, item.custom_tracking_provider, item.tracking_provider, item.slug]
    .map(said)
    .find((name) => name !== null);

const linkOf = (item: Fields) =>
  [item.formatted_tracking_link, item.custom_tracking_link, item.ast_tracking_link].find(
    (url) => typeof url === 'string' && url !== '',
  );

const quantity = (item: unknown): number => {
  const { quantity: count, qty } = record(item);
  return Math.max(0, Math.trunc(Number(count ?? qty)) || 0);
};
const total = (items: unknown) => list(items).reduce<number>((sum, item) => sum + quantity(item), 0);

/** The numbers that an order has been given, each once. */
const tracked = ({ meta_data }: Fields): Fields[] => {
  const meta = new Map(list(meta_data).map((item) => [record(item).key, record(item).value]));
  const listed = LISTS.flatMap((key) => list(meta.get(key)).map(record));
  const single = SINGLE.map(([number, carrier, url]) => ({
    tracking_number: meta.get(number),
    tracking_provider: meta.get(carrier),
    custom_tracking_link: meta.get(url),
  }));
  const numbers = new Map([...listed, ...single].map((item) => [identifier(item.tracking_number), item]));
  numbers.delete(null);
  return [...numbers.values()];
};

/** The parcels of an order: one for each number, or one without. */
export const parcelsOf = (id: string, order: Fields, isPart: boolean): { isTracked: boolean; parcels: Parcel[] } => {
  const items = tracked(order);
  const parcels = (items.length > 0 ? items : [{} as Fields]).map((item, i): Parcel => {
    const part = { items: total(item.products_list) || null, of: total(order.line_items) || 1 };
    return {
      provider: 'woocommerce',
      id: i === 0 ? id : `${id}.${i + 1}`,
      carrier: carrierOf(item),
      tracking: item.tracking_number,
      tracking_url: linkOf(item),
      ...(isPart && { part }),
    };
  });
  return { isTracked: items.length > 0, parcels };
};

/** Ways to get an order that are no shipping. */
const COLLECTED = ['local_pickup', 'pickup_location'];

/** Whether an order is to be sent: downloads have no way of shipping, and what is collected has one that is none. */
export const isShipped = ({ shipping_lines }: Fields): boolean =>
  !Array.isArray(shipping_lines) ||
  shipping_lines.some((line) => !COLLECTED.includes(`${record(line).method_id}`.split(':')[0]!));
