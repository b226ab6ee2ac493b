import type { SENTENCES, Told } from './sentences.ts';

/** The fields of a payload from which the taxonomy's sentences are filled, and those that go with them. */
export interface PayloadFields {
  /** In minor units: 4300 is £43.00. */
  amount: number;
  /** ISO 4217. */
  currency: string;
  provider: string;
  /** The provider's own number of the order. */
  reference: string;
  reason: string;
  attempt: number;
  max: number;
  carrier: string;
  tracking: string;
  tracking_url: string;
  email: string;
  /** The kind of a mail: `confirmation`, `shipping`, `abandoned_cart`, or your own word. */
  kind: string;
  products: number;
  updated: number;
  /** Of an order that was placed: false where it waits for money, `later` where it is to be paid and goes on without. */
  paid: boolean | 'later';
  /** False where nothing of an order, or of a shipment, is shipped: a download, a gift card, a pick-up. True where a part is. */
  requires_shipping: boolean;
  /** By when the customer was promised that it is shipped: a date such as `2026-12-24`, or a time. */
  ship_by: string;
  /** The step that is late, or `hold`. */
  step: string;
  /** How long after something it should have come: `2h`, `3wd`; and after which step, `paid` or another. */
  within: string;
  after: string;
  /** How long an order may be on hold. */
  on_hold: string;
  /** How many of the order's items this parcel holds, of how many. Of an order that was placed `items` is how many it has. */
  items: number;
  of: number;
  /** How many items a refund took out of the order, so that they are not shipped any more. */
  removed_items: number;
  /** How long a source has been silent, and how often it usually speaks, in words. */
  silence: string;
  usual: string;
  /** How many events a source never delivered. */
  missed: number;
  /** Where alerts are sent. */
  channel: string;
  /** The order that came of a cart. */
  order_id: string;
}

/** The fields that a sentence names in braces. */
type Named<Template> = Template extends `${string}{${infer Field}}${infer Rest}` ? Field | Named<Rest> : never;

type InSentence<Type extends Told> = Named<(typeof SENTENCES)[Type]> & keyof PayloadFields;

/** Fields that a sentence may do without, since few events have them. */
type Seldom<Type extends Told> =
  | 'paid'
  | 'items'
  | 'of'
  | (Type extends 'sync.failed' ? 'provider' : never)
  | (Type extends 'order.overdue' ? InSentence<Type> : never);

/** The fields that make a type's sentence. The log takes an event without them; then its sentence is shorter. */
export type Needed<Type extends Told> = Pick<
  PayloadFields,
  Exclude<InSentence<Type>, Seldom<Type>> | ('amount' extends InSentence<Type> ? 'currency' : never)
>;

/** The fields that may go with them. */
export type Extra<Type extends Told> = Partial<
  Pick<
    PayloadFields,
    | (InSentence<Type> & Seldom<Type>)
    | ('tracking' extends InSentence<Type> ? 'tracking_url' : never)
    | (Type extends 'order.created' ? 'requires_shipping' | 'ship_by' | 'items' : never)
    | (Type extends 'order.refunded' ? 'removed_items' : never)
    | (Type extends 'order.shipped' ? 'requires_shipping' : never)
  >
>;
