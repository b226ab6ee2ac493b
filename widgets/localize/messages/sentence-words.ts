import type { Reason } from '../../../worker/contract/reasons.ts';
import type { SentenceName } from '../../../worker/contract/sentences.ts';
import type { Phrase } from './phrase.ts';

/** The words of a language for the taxonomy's sentences. English needs none: its sentences are stored. */
export interface SentenceWords {
  /** Templates like those in `worker/contract/sentences.ts`, with the same fields. */
  templates: Record<SentenceName, string> & Record<string, string>;
  /** The template around a sentence of a provider's test mode. */
  test: string;
  /** The words after the sentence of an order that is placed but not paid. */
  unpaid: string;
  /** The names of a shop's mails. */
  kinds: Record<'confirmation' | 'shipping' | 'abandoned_cart', string>;
  counts: Record<'products' | 'updated' | 'missed' | 'workingDays', Phrase>;
  /** The results of an action. */
  outcomes: Record<'done' | 'refused' | 'failed', string>;
  /** The words for a late step, and for the event that its limit counts from. */
  late: Record<'submitted' | 'production' | 'shipped' | 'delivered' | 'hold', string>;
  after: Record<
    'placed' | 'paid' | 'submitted' | 'production' | 'shipped' | 'reinstated' | 'shipment_cancelled',
    string
  >;
  /** The reasons that Flagpost words itself, by the stored text. */
  reasons: Record<Reason, string>;
}
