import { html, nothing, type TemplateResult } from 'lit';
import type { OrderStory } from '../../worker/contract/api.ts';
import type { LogEvent } from '../../worker/contract/event.ts';
import { nextText, sinceText, statusWord } from '../localize/standing.ts';
import { clock } from '../model/clock.ts';
import { heldSince } from '../model/held-since.ts';
import { timeTag } from './event-parts.ts';
import { stepRow } from './steps.ts';
import type { ListView } from './view.ts';

/** The content of an order's header: the status and since when, the next step and its deadline, the `problem`, the steps. */
export const standing = (
  view: ListView,
  story: OrderStory,
  events: readonly LogEvent[],
  problem: unknown,
): TemplateResult => {
  const now = clock.now();
  const { next, on_hold, status } = story;
  const since = (on_hold && heldSince(events)) || story.since;
  return html`
    <h3 part="status" class=${status}>${statusWord(view, story)}</h3>
    ${timeTag(since, sinceText(view, since, now))}
    ${next ? html`<p part="next">${nextText(view, next, now)}</p>` : nothing}
    ${problem}
    ${stepRow(view, story, now)}
  `;
};
