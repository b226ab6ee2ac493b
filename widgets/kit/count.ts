import type { Attention } from '../../worker/contract/api.ts';
import type { Language } from './language.ts';

export interface Mark {
  /** Its class and its part. */
  kind: 'count' | 'count error' | 'unknown';
  seen: string;
  heard: string;
}

/** The pill: nothing at 0, the count above, `99+` beyond `max`; red only when something is broken. */
export const countMark = ({ words, say }: Language, attention: Attention | undefined, max: number): Mark | null => {
  if (!attention?.count) return null;
  const shown = Math.min(attention.count, max);
  const seen = attention.capped || attention.count > max ? `${shown}+` : `${shown}`;
  const kind = attention.by_level.error > 0 ? 'count error' : 'count';
  return { kind, seen, heard: say(words.needAttention, { count: seen }) };
};
