import type { OrderStory } from '../../worker/contract/api.ts';
import { DOT } from './dotted.ts';
import type { Voice } from './sentences.ts';
import { isFar, moment } from './times.ts';

/** The order's status: `On hold`, `In production`. */
export const statusWord = ({ messages }: Voice, { on_hold, status }: Pick<OrderStory, 'on_hold' | 'status'>): string =>
  on_hold ? messages.onHold : messages.statuses[status];

/** When a status began, and how long ago that was: `27 Nov, 14:41 · 2 days ago`. */
export const sinceText = ({ times }: Voice, since: string, now: number): string => {
  const then = Date.parse(since);
  return moment(times, since, now) + (isFar(now - then) ? '' : DOT + times.ago(then, now));
};

/** The deadline of a step: the time of day today, `27 Nov, 14:41` before today, `Fri 4 Dec` after. */
export const dueText = ({ times }: Voice, due: string, now: number): string =>
  Date.parse(due) < now || times.isToday(due, now) ? moment(times, due, now) : times.day(due, now);

/** `Next: shipped by Fri 4 Dec`, and how late the step is. */
export const nextText = (voice: Voice, { step, due_at }: NonNullable<OrderStory['next']>, now: number): string => {
  const { language, messages, times } = voice;
  const named = { step: messages.steps[step] };
  if (due_at === null) return language.format(messages.next, named);
  const text = language.format(messages.nextBy, { ...named, when: dueText(voice, due_at, now) });
  const late = now - Date.parse(due_at);
  return late < 0 ? text : text + DOT + language.format(messages.late, { span: times.span(late) });
};
