import { isMeant, type StoryEvent } from './event.ts';

/** The events that report a fact, from the first one until it is taken back. */
export interface Run {
  reports: StoryEvent[];
  /** The event that took the fact back; null while it stands. */
  retractedBy: StoryEvent | null;
}

/**
 * The runs of all facts, in order of time. A retraction ends the runs of the facts that it names, and the next event that
 * tells one of them starts another: shipped, cancelled, shipped again are two shipments, one of them retracted.
 */
export const runsOf = (events: readonly StoryEvent[]): Run[] => {
  const standing = new Map<string, Run>();
  const runs: Run[] = [];
  for (const event of events) {
    const { fact, retracts = [] } = event.effects;
    for (const [told, run] of standing) {
      if (!retracts.some((meant) => isMeant(told, meant))) continue;
      run.retractedBy = event;
      standing.delete(told);
    }
    if (fact === undefined) continue;
    const run = standing.get(fact) ?? { reports: [], retractedBy: null };
    if (run.reports.length === 0) runs.push(run);
    run.reports.push(event);
    standing.set(fact, run);
  }
  return runs;
};
