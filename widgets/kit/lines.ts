import type { LogEvent } from '../../worker/contract/event.ts';
import { eventType } from '../../worker/contract/taxonomy.ts';

/** What a list shows in one line: an event, or a problem by its newest failure. */
export interface Line {
  event: LogEvent;
  /** Earlier failures of the same run that are at hand, newest first. */
  run: LogEvent[];
}

/** Fewer minor events than this stand as they are. */
export const FOLD = 3;

/**
 * One line for each run of failures, from events that come newest first. A failure that was repeated is in the line of
 * the newer one that is at hand; where none is, it has a line of its own, so that nothing is lost.
 */
export const linesOf = (events: LogEvent[]): Line[] => {
  const newest = new Map<string, Line>();
  const lines: Line[] = [];
  for (const event of events) {
    const { level, order_id, problem, resolved_by } = event;
    const key = `${problem} ${order_id}`;
    const newer = resolved_by === 'repeated' && newest.get(key);
    if (newer) newer.run.push(event);
    else {
      const line = { event, run: [] };
      lines.push(line);
      if (problem !== null && level !== 'info') newest.set(key, line);
    }
  }
  return lines;
};

/** How often it failed: as the server counted, or as can be seen. */
export const timesFailed = ({ event, run }: Line): number => Math.max(event.repeats, run.length + 1);

/** Minor: it may be folded with others. */
export const isRoutine = ({ event }: Line): boolean =>
  event.level === 'info' && eventType(event.event_type).routine === true;

/** Consecutive lines with the same answer, together. */
export const grouped = <Item, Key>(items: Item[], keyOf: (item: Item) => Key): [Key, Item[]][] => {
  const groups: [Key, Item[]][] = [];
  for (const item of items) {
    const key = keyOf(item);
    const last = groups.at(-1);
    if (last && last[0] === key) last[1].push(item);
    else groups.push([key, [item]]);
  }
  return groups;
};

/** Runs of minor lines become one fold, an array; all else, and `always`, stays as it is. */
export const folded = (lines: Line[], always?: Line): (Line | Line[])[] =>
  grouped(lines, (line) => line !== always && isRoutine(line)).flatMap<Line | Line[]>(([routine, run]) =>
    routine && run.length >= FOLD ? [run] : run,
  );
