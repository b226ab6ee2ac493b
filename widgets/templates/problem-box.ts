import { html, type TemplateResult } from 'lit';
import type { LogEvent } from '../../worker/contract/event.ts';
import { dotted } from '../localize/dotted.ts';
import { messageOf, resolution } from '../localize/sentences.ts';
import { clock } from '../model/clock.ts';
import { isOpen } from '../model/event-state.ts';
import { levelWord } from './event-parts.ts';
import { levelIcon } from './icons.ts';
import { rowActions } from './row-actions.ts';
import type { ListView } from './view.ts';

/** A problem in the header: with its buttons, the first one filled; or, resolved a moment ago, with its Undo. */
export const problemBox = (view: ListView, event: LogEvent): TemplateResult => {
  const { features, language, messages, times } = view;
  const { level, occurred_at, repeats } = event;
  const now = clock.now();
  const count = repeats > 1 ? language.format(messages.times, { count: repeats }) : null;
  const end = resolution(view, event, now);
  return html`
    <div class="problem ${isOpen(event) ? level : 'over'}" part="problem">
      ${levelIcon(event)}
      <div class="text">
        <p part="message">${levelWord(view, event)}${messageOf(view, event)}</p>
        <p class="meta" part="meta">${dotted([count, end ?? times.ago(Date.parse(occurred_at), now)])}</p>
        ${features?.row.feedback(event)}
      </div>
      ${rowActions(view, event)}
    </div>
  `;
};
