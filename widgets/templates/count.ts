import type { Attention } from '../../worker/contract/api.ts';
import type { Language } from '../localize/language.ts';

/** A pill with a number, and the words that screen readers announce in its place. */
export interface Mark {
  /** Its class and its part. */
  kind: 'count' | 'count error' | 'unknown';
  text: string;
  label: string;
}

/** No pill at 0, the count above, `99+` beyond `max`. It is red only if something is broken. */
export const countMark = (
  { messages, format }: Language,
  attention: Attention | undefined,
  max: number,
): Mark | null => {
  if (!attention?.count) return null;
  const shown = Math.min(attention.count, max);
  const text = attention.capped || attention.count > max ? `${shown}+` : `${shown}`;
  const kind = attention.by_level.error > 0 ? 'count error' : 'count';
  return { kind, text, label: format(messages.needAttention, { count: text }) };
};
