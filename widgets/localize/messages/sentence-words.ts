import type { SentenceName } from '../../../worker/contract/sentences.ts';
import type { Phrase } from './phrase.ts';

/** What a language makes the taxonomy's sentences of. English needs none: its sentences are stored. */
export interface SentenceWords {
  /** In the manner of `worker/contract/sentences.ts`, with the same fields. */
  templates: Record<SentenceName, string> & Record<string, string>;
  /** Around a sentence of a provider's test mode. */
  test: string;
  /** What follows an order that was placed and waits for money. */
  unpaid: string;
  /** What the mails of a shop are called. */
  kinds: Record<'confirmation' | 'shipping' | 'abandoned_cart', string>;
  counts: Record<'products' | 'updated' | 'missed' | 'workingDays', Phrase>;
  /** What an action came to. */
  outcomes: Record<'done' | 'refused' | 'failed', string>;
  /** What is late, and after what. */
  late: Record<'submitted' | 'production' | 'shipped' | 'delivered' | 'hold', string>;
  after: Record<
    'placed' | 'paid' | 'submitted' | 'production' | 'shipped' | 'reinstated' | 'shipment_cancelled',
    string
  >;
  /** Why, where the reason is in Flagpost's words: by what the log has. */
  reasons: Record<string, string>;
}
