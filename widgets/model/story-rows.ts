import type { LogEvent } from '../../worker/contract/event.ts';
import { isOpen } from './event-state.ts';
import { FOLD, grouped, isRoutine, withEffectsAfterClicks } from './lines.ts';

/** A row of a timeline. */
export interface StoryRow {
  event: LogEvent;
  /** A routine mail about the event, which is the second line of its row. */
  mail?: LogEvent | undefined;
  /** How long nothing happened after the event, in ms, if the row below says so. */
  silence?: number | undefined;
}

/** Rows that fold into one: tries of one thing that failed, or routine events. */
export type StoryFold = StoryRow[];

const HOUR = 3_600_000;

/** A shorter silence is not shown, in ms. */
const SILENCE = 12 * HOUR;

/** The milestones that a mail is about, if it follows within an hour. */
const MILESTONES: ReadonlyMap<string, RegExp> = new Map([
  ['order.email.confirmation_sent', /^order\.(created|paid)$/],
  ['order.email.shipping_sent', /^order\.(part_)?shipped$/],
]);

const timeOf = ({ occurred_at }: LogEvent): number => Date.parse(occurred_at);

/** All events of a row. */
export const eventsOfRow = ({ event, mail }: StoryRow): LogEvent[] => (mail ? [event, mail] : [event]);

/** The row of the mail's milestone, if it has no such mail yet. */
const milestoneOf = (mail: LogEvent, rows: StoryRow[]): StoryRow | undefined => {
  const types = isOpen(mail) ? undefined : MILESTONES.get(mail.event_type);
  const row = types && rows.findLast(({ event }) => types.test(event.event_type));
  return row && !row.mail && timeOf(mail) - timeOf(row.event) < HOUR ? row : undefined;
};

/**
 * A silence is shown only before and after a problem, since a parcel on its way is silent for days. A late step already
 * says how long nothing happened.
 */
const silenceBetween = ({ event }: StoryRow, next: StoryRow | undefined, now: number): number | undefined => {
  const silence = (next ? timeOf(next.event) : now) - timeOf(event);
  const isWorthIt = next ? isWrong(event) || (isWrong(next.event) && next.event.event_type !== 'order.overdue') : true;
  return silence >= SILENCE && isWorthIt ? silence : undefined;
};

const isWrong = ({ level }: LogEvent): boolean => level !== 'info';

/**
 * The rows of an order's story, from events oldest first. The silence after the last event lasts until `now`, which is
 * null if the order has ended.
 */
export const storyRows = (events: LogEvent[], now: number | null): StoryRow[] => {
  const rows: StoryRow[] = [];
  for (const event of withEffectsAfterClicks(events.toReversed()).reverse()) {
    const milestone = milestoneOf(event, rows);
    if (milestone) milestone.mail = event;
    else rows.push({ event });
  }
  rows.forEach((row, at) => {
    const next = rows[at + 1];
    if (next || now !== null) row.silence = silenceBetween(row, next, now!);
  });
  return rows;
};

/** Types of events that try again after a failure. */
const RETRIES = ['order.submission_retried', 'order.action'];

/** The problem of each row that is a failure, or a retry between two failures of one problem. */
const problemsOf = (rows: StoryRow[]): (string | undefined)[] => {
  const problems = rows.map(({ event }) => (isWrong(event) ? (event.problem ?? undefined) : undefined));
  rows.forEach(({ event }, at) => {
    if (!RETRIES.includes(event.event_type)) return;
    const next = rows.findIndex((each, i) => i > at && !RETRIES.includes(each.event.event_type));
    if (problems[at - 1] === problems[next]) problems[at] = problems[next];
  });
  return problems;
};

/** Folds the rows of a day: three and more failures of one problem, and three and more routine events. */
export const foldedStory = (rows: StoryRow[]): (StoryRow | StoryFold)[] => {
  const problems = problemsOf(rows);
  const keyOf = ({ event, mail }: StoryRow, at: number) => problems[at] ?? (isRoutine(event) && !mail ? true : at);
  return grouped(rows, keyOf).flatMap<StoryRow | StoryFold>(([key, group]) => {
    const counted = typeof key === 'string' ? group.filter(({ event }) => isWrong(event)) : group;
    return counted.length >= FOLD ? [group] : group;
  });
};
