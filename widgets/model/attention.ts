import type { Attention } from '../../worker/contract/api.ts';
import type { Level } from '../../worker/contract/event.ts';

/** The server stops counting here. */
const CAP = 100;

const withErrors = ({ snoozed }: Attention, count: number, errors: number): Attention => {
  const error = Math.min(count, Math.max(0, errors));
  return {
    count,
    capped: count >= CAP,
    by_level: { warning: count - error, error },
    ...(snoozed && { snoozed }),
  };
};

/** The count after a click that the server has not answered yet. A capped count stays as it is. */
export const shifted = (attention: Attention, level: Level, by: number): Attention => {
  if (attention.capped || level === 'info') return attention;
  const errors = attention.by_level.error + (level === 'error' ? by : 0);
  return withErrors(attention, Math.max(0, attention.count + by), errors);
};

/** A new total from the server, with the number of errors known before. */
export const withCount = (attention: Attention, count: number): Attention =>
  withErrors(attention, count, attention.by_level.error);
