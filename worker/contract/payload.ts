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
  /** The order that came of a cart. */
  order_id: string;
}

/** The fields that a sentence names in braces. */
type Named<Template> = Template extends `${string}{${infer Field}}${infer Rest}` ? Field | Named<Rest> : never;

type InSentence<Type extends Told> = Named<(typeof SENTENCES)[Type]> & keyof PayloadFields;

/** The fields of a type's sentence. The log takes an event without them; then its sentence is shorter. */
export type Needed<Type extends Told> = Pick<
  PayloadFields,
  InSentence<Type> | ('amount' extends InSentence<Type> ? 'currency' : never)
>;

/** What goes with it, but is not in the sentence. */
export type Extra<Type extends Told> =
  'tracking' extends InSentence<Type> ? Partial<Pick<PayloadFields, 'tracking_url'>> : unknown;
