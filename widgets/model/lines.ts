import type { LogEvent } from '../../worker/contract/event.ts';
import { eventType } from '../../worker/contract/taxonomy.ts';

/** One row of a list: an event, or a problem by its newest failure. */
export interface Line {
  event: LogEvent;
  /** Earlier loaded failures of the same run, newest first. */
  run: LogEvent[];
}

/** Fewer routine events than this stay separate rows. */
export const FOLD = 3;

/** All events of a line, newest first. */
export const eventsOf = ({ event, run }: Line): LogEvent[] => [event, ...run];

const secondOf = ({ occurred_at }: LogEvent): number => Math.floor(Date.parse(occurred_at) / 1000);

/** Whether the source gives its times in whole seconds, as most providers do. */
const isWholeSecond = ({ occurred_at }: LogEvent): boolean => Date.parse(occurred_at) % 1000 === 0;

/** Whether an event of the same second, newest first below the click, was recorded after the click. */
const isEffectOf = (click: LogEvent, event: LogEvent): boolean =>
  secondOf(click) === secondOf(event) && isWholeSecond(event) && event.inserted_at > click.inserted_at;

/**
 * Moves the effects of a click after it, in events newest first. A provider's times have whole seconds, so that its event
 * seems to come before a click of the same second.
 */
export const withEffectsAfterClicks = (events: LogEvent[]): LogEvent[] => {
  const clicks = events.filter(({ event_type }) => event_type === 'order.action');
  if (clicks.length === 0) return events;
  const ordered = [...events];
  for (const click of clicks) {
    let at = ordered.indexOf(click);
    for (; at + 1 < ordered.length && isEffectOf(click, ordered[at + 1]!); at++) {
      ordered[at] = ordered[at + 1]!;
      ordered[at + 1] = click;
    }
  }
  return ordered;
};

/**
 * Groups events, given newest first, into lines: one for each run of failures. A repeated failure joins the line of the
 * newer failure. If the newer failure is not loaded, the repeated one keeps a line of its own, so that nothing is lost.
 */
export const linesOf = (events: LogEvent[]): Line[] => {
  const newest = new Map<string, Line>();
  const lines: Line[] = [];
  for (const event of withEffectsAfterClicks(events)) {
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

/** The number of failures in the run: the server's count, or the number of loaded ones if that is larger. */
export const timesFailed = ({ event, run }: Line): number => Math.max(event.repeats, run.length + 1);

/** Whether the event may fold together with others of its kind. */
export const isRoutine = (event: LogEvent): boolean =>
  event.level === 'info' && eventType(event.event_type).routine === true;

/** Groups consecutive items with the same key. */
export const grouped = <Item, Key>(items: Item[], keyOf: (item: Item, index: number) => Key): [Key, Item[]][] => {
  const groups: [Key, Item[]][] = [];
  items.forEach((item, index) => {
    const key = keyOf(item, index);
    const last = groups.at(-1);
    if (last && last[0] === key) last[1].push(item);
    else groups.push([key, [item]]);
  });
  return groups;
};

/** Folds each long run of routine lines into an array. */
export const folded = (lines: Line[]): (Line | Line[])[] =>
  grouped(lines, (line) => isRoutine(line.event)).flatMap<Line | Line[]>(([routine, run]) =>
    routine && run.length >= FOLD ? [run] : run,
  );
