import { html, nothing, type TemplateResult } from 'lit';
import type { OrderStory } from '../../worker/contract/api.ts';
import type { LogEvent } from '../../worker/contract/event.ts';
import { dotted } from '../localize/dotted.ts';
import { messageOf, resolution } from '../localize/sentences.ts';
import { nextText, sinceText, statusWord } from '../localize/standing.ts';
import { clock } from '../model/clock.ts';
import { isOpen } from '../model/event-state.ts';
import { heldSince } from '../model/standing.ts';
import { levelWord, timeTag } from './event-parts.ts';
import { levelSign } from './icons.ts';
import { rowActions } from './row-actions.ts';
import { stepRow } from './steps.ts';
import type { ListView } from './view.ts';

/** Steps that a shop has, as far as that is known before the answer. */
const STEPS = 5;

/** The order's header: where it stands, since when, what comes next by when; what to do about `problems`; its steps. */
export const summary = (
  view: ListView,
  story: OrderStory,
  events: readonly LogEvent[],
  problems: readonly LogEvent[],
): TemplateResult => {
  const now = clock.now();
  const { next, on_hold, status } = story;
  const since = (on_hold && heldSince(events)) || story.since;
  const open = problems.find(isOpen);
  const isLate = next?.due_at && Date.parse(next.due_at) < now;
  const level = open?.level ?? (isLate ? 'warning' : 'info');
  return html`
    <div class="summary ${level}" part="summary">
      <h3 part="status" class=${status}>${statusWord(view, story)}</h3>
      ${timeTag(since, sinceText(view, since, now))}
      ${next ? html`<p part="next">${nextText(view, next, now)}</p>` : nothing}
      ${problems.map((event) => problemBox(view, event, now))}
      ${stepRow(view, story, level, now)}
    </div>
  `;
};

/** In place of the header until the first answer, as high as that will be. */
export const summarySkeleton = html`
  <div class="summary">
    <div class="bone"></div>
    <ol class="steps">${Array(STEPS).fill(html`<li><br /><br /></li>`)}</ol>
  </div>
`;

/** An open problem with its buttons, the first of them filled; and what was resolved here a moment ago, with its undo. */
const problemBox = (view: ListView, event: LogEvent, now: number): TemplateResult => {
  const { features, language, messages, times } = view;
  const { level, occurred_at, repeats } = event;
  const count = repeats > 1 ? language.format(messages.times, { count: repeats }) : null;
  const end = resolution(view, event, now);
  return html`
    <div class="problem ${isOpen(event) ? level : 'over'}" part="problem">
      ${level === 'info' ? nothing : levelSign(level)}
      <div class="text">
        <p part="message">${levelWord(view, event)}${messageOf(view, event)}</p>
        <p class="meta" part="meta">${dotted([count, end ?? times.ago(Date.parse(occurred_at), now)])}</p>
        ${features?.row.feedback(event)}
      </div>
      ${rowActions(view, event)}
    </div>
  `;
};
