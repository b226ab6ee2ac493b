import type { LogEvent } from '../../worker/contract/event.ts';
import { needsAttention } from './event-state.ts';

/** The most urgent problem: an error before a warning, then the oldest. Events are oldest first. */
export const firstProblem = (events: readonly LogEvent[]): LogEvent | undefined => {
  const open = events.filter(needsAttention);
  return open.find(({ level }) => level === 'error') ?? open[0];
};
