import type { OrderStory } from '../../worker/contract/api.ts';
import type { OrderStatus } from '../../worker/contract/steps.ts';
import type { Voice } from './sentences.ts';
import { DOT } from './sentences.ts';
import { isFar, moment } from './times.ts';

/** A status within a sentence: `in production`. German nouns keep their capitals, since only the first letter changes. */
const within = (status: string): string => status.charAt(0).toLowerCase() + status.slice(1);

/** Where the order stands: `On hold`, `In production`. */
export const statusWord = ({ messages }: Voice, { on_hold, status }: Pick<OrderStory, 'on_hold' | 'status'>): string =>
  on_hold ? messages.onHold : messages.statuses[status];

/** Since when, and how long that is: `27 Nov, 14:41 · 2 days ago`. */
export const sinceText = ({ times }: Voice, since: string, now: number): string => {
  const then = Date.parse(since);
  return moment(times, since, now) + (isFar(now - then) ? '' : DOT + times.ago(then, now));
};

/** By when a step is due: the time of day today, otherwise the day. */
export const dueText = ({ times }: Voice, due: string, now: number): string =>
  times.isToday(due, now) ? times.clock(due) : times.day(due, now);

/** `Next: shipped by Fri 4 Dec`, or how late it is. */
export const nextText = (voice: Voice, { step, due_at }: NonNullable<OrderStory['next']>, now: number): string => {
  const { language, messages, times } = voice;
  const named = { step: within(messages.statuses[step as OrderStatus]) };
  if (due_at === null) return language.format(messages.next, named);
  const late = now - Date.parse(due_at);
  if (late < 0) return language.format(messages.nextBy, { ...named, when: dueText(voice, due_at, now) });
  return language.format(messages.nextLate, { ...named, span: times.span(late), when: moment(times, due_at, now) });
};
