import { html, nothing, type TemplateResult } from 'lit';
import type { OrderStory } from '../../worker/contract/api.ts';
import type { Voice } from '../localize/sentences.ts';
import { dueText } from '../localize/standing.ts';
import { moment } from '../localize/times.ts';
import { shownSteps } from '../model/shown-steps.ts';
import { timeTag } from './event-parts.ts';

/** The steps of the order, each with the time when it was reached or is due. The next step has the colour of the problem. */
export const stepRow = (voice: Voice, story: OrderStory, now: number): TemplateResult => {
  const { language, messages, times } = voice;
  const whenOf = ({ reached_at, due_at }: OrderStory['steps'][number]) => {
    if (reached_at) return timeTag(reached_at, moment(times, reached_at, now));
    return due_at && timeTag(due_at, language.format(messages.dueBy, { when: dueText(voice, due_at, now) }));
  };
  const isLate = story.next?.due_at && Date.parse(story.next.due_at) < now;
  return html`
    <ol class="steps" part="steps" role="list">
      ${shownSteps(story).map(
        (each) => html`<li
          class=${each.reached_at ? 'reached' : each.step === story.next?.step ? `next ${isLate ? 'late' : ''}` : ''}
          part="step"
          aria-current=${each.step === story.status ? 'step' : nothing}
        >${messages.statuses[each.step]}${whenOf(each)}</li>`,
      )}
    </ol>
  `;
};
