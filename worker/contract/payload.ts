import type { SENTENCES, Told } from './sentences.ts';

/** What the taxonomy's sentences are filled from, and what goes with it. */
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
  /** What a mail was: `confirmation`, `shipping`, `abandoned_cart`, or your own word. */
  kind: string;
  products: number;
  updated: number;
  /** False on an order that was placed and waits for money. */
  paid: boolean;
  /** False on an order of which nothing is shipped, true on one of which a part is. */
  ships: boolean;
  /** How many of the order's items this parcel holds, of how many. */
  items: number;
  of: number;
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
type Seldom<Type extends Told> = 'paid' | 'items' | 'of' | (Type extends 'sync.failed' ? 'provider' : never);

/** The fields that make a type's sentence. The log takes an event without them; then its sentence is shorter. */
export type Needed<Type extends Told> = Pick<
  PayloadFields,
  Exclude<InSentence<Type>, Seldom<Type>> | ('amount' extends InSentence<Type> ? 'currency' : never)
>;

/** The fields that may go with them. */
export type Extra<Type extends Told> = Partial<
  Pick<
    PayloadFields,
    (InSentence<Type> & Seldom<Type>) | ('tracking' extends InSentence<Type> ? 'tracking_url' : never)
  >
>;
