import { html, nothing, type TemplateResult } from 'lit';
import type { OrderStory } from '../../worker/contract/api.ts';
import type { LogEvent } from '../../worker/contract/event.ts';
import { dotted } from '../localize/dotted.ts';
import { detailMessages } from '../localize/messages/details.ts';
import { addEnglish } from '../localize/messages/index.ts';
import { readable } from '../localize/readable.ts';
import { trackingOf } from '../model/links.ts';
import type { StoryRow } from '../model/story-rows.ts';
import { tookOf } from '../model/took.ts';
import { copyButton } from './copy-button.ts';
import { timeTag } from './event-parts.ts';
import type { TimelineView } from './timeline-row.ts';

export { detailStyles } from '../styles/details.ts';

addEnglish(detailMessages);

/** Fields of the payload that the details show separately. */
const NAMED = ['reference', 'tracking', 'tracking_url'];

/** An event recorded sooner than this after it happened, in milliseconds, was recorded on time. */
const LATE = 5 * 60_000;

const line = (name: string, value: unknown): unknown => (value ? html`<dt>${name}</dt><dd>${value}</dd>` : nothing);

/** All details of a row's event. `exact` formats a time to the second. */
export const eventDetails = (
  view: TimelineView,
  { event, mail }: StoryRow,
  story: OrderStory | null,
  events: readonly LogEvent[],
  exact: (iso: string) => string,
): TemplateResult => {
  const { features, messages, syncUrl } = view;
  const { inserted_at, occurred_at, payload } = event;
  const { reference } = payload;
  const number = trackingOf(event)?.number;
  const late = Date.parse(inserted_at) - Date.parse(occurred_at);
  const later = late > LATE ? view.language.format(messages.laterBy, { span: view.times.span(late) }) : null;
  const at = (iso: string) => timeTag(iso, exact(iso));
  return html`
    <div class="details meta" part="details">
      <dl>
        ${line(messages.reference, typeof reference === 'string' && reference && copyable(view, reference))}
        ${line(messages.tracking, number && copyable(view, number))}
        ${line(messages.took, tookText(view, event, story, events))}
        ${line(messages.happened, at(occurred_at))}
        ${line(messages.recorded, html`${at(inserted_at)}${dotted(['', later])}`)}
        ${mail ? line(messages.mail, at(mail.occurred_at)) : nothing}
        ${readable(view, payload, NAMED).map(([name, value]) => line(name, value))}
      </dl>
      ${syncUrl ? html`<button part="button" @click=${() => features?.link.copy(event)}>${messages.copyLink}</button>` : nothing}
    </div>
  `;
};

const copyable = (view: TimelineView, text: string): TemplateResult => html`${text}${copyButton(view, text)}`;

const tookText = (
  { language, messages, times }: TimelineView,
  event: LogEvent,
  story: OrderStory | null,
  events: readonly LogEvent[],
): string => {
  const took = tookOf(event, story, events);
  if (!took) return '';
  const { after, limit, ms } = took;
  const text = language.format(messages.tookAfter, { span: times.span(ms), step: messages.statuses[after] });
  return dotted([text, limit ? language.format(messages.limit, { span: times.span(limit) }) : null]);
};
