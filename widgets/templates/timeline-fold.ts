import { html, nothing, type TemplateResult } from 'lit';
import type { LogEvent } from '../../worker/contract/event.ts';
import { dotted } from '../localize/dotted.ts';
import { messageOf } from '../localize/sentences.ts';
import type { StoryFold } from '../model/story-rows.ts';
import { levelWord, timeTag } from './event-parts.ts';
import { foldButton, foldSummary } from './folds.ts';
import { buttons, endOf, feedback, mark, stateOf, type TimelineView } from './timeline-row.ts';

/** A fold of rows in order of time: the tries of a failure, shown as the newest try, or routine events. */
export const timelineFold = (view: TimelineView, fold: StoryFold): TemplateResult => {
  const { event: first } = fold[0]!;
  const failures = fold.map(({ event }) => event).filter(({ level }) => level !== 'info');
  const newest = failures.at(-1);
  return html`
    <li class="entry fold ${newest ? stateOf(newest) : ''}" part="entry" tabindex="-1">
      ${timeTag(first.occurred_at, view.times.clock(first.occurred_at))}
      ${mark(view, newest ?? first)}
      <div class="body">${newest ? tries(view, fold, newest, failures.length) : foldSummary(view, fold)}</div>
    </li>
  `;
};

/** `4 times, last 09:48`: a button that opens the tries. The failure and its buttons are there while the fold is closed. */
const tries = (view: TimelineView, fold: StoryFold, newest: LogEvent, count: number): TemplateResult => {
  const { folds, language, messages, times } = view;
  const events = fold.map(({ event }) => event);
  const last = language.format(messages.last, { when: times.clock(newest.occurred_at) });
  const button = foldButton(view, events, `${language.format(messages.times, { count })}, ${last}`);
  const isOpen = folds.isOpen(events);
  const message = html`<p part="message">${levelWord(view, newest)}${messageOf(view, newest)}</p>`;
  return html`
    <div class="text">
      ${isOpen ? nothing : message}
      <p class="meta" part="detail">${button}${isOpen ? nothing : dotted(['', endOf(view, newest)])}</p>
      ${isOpen ? nothing : feedback(view, newest)}
    </div>
    ${isOpen ? nothing : buttons(view, newest)}
  `;
};
