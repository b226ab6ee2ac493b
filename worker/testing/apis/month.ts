/** A webhook of a shop, as its provider sends it. */
export interface ShopDelivery {
  headers: Record<string, string>;
  body: object;
}

/** The deliveries of a shop's provider, and the answers of its API afterwards. */
export interface Month<Order> {
  deliveries: ShopDelivery[];
  orders: Order[];
}

export const HOUR = 3_600_000;
/** A time as WooCommerce writes it, and as Shopify does. */
export const gmt = (ms: number) => new Date(ms).toISOString().slice(0, 19);
export const iso = (ms: number) => `${gmt(ms)}Z`;

/** The ways of an order of three items, each step so many hours after it was placed; the next order takes the next way. */
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
  [
    ['paid', 0],
    ['shippedInPart', 20],
    ['shippedRest', 60],
  ],
] as const;

/** A thing that happens to an order. */
export type Step = (typeof WAYS)[number][number][0];

export const wayOf = (i: number) => WAYS[i % WAYS.length]!;
