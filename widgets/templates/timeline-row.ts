import { html, nothing, type TemplateResult } from 'lit';
import type { LogEvent } from '../../worker/contract/event.ts';
import { DOT } from '../localize/dotted.ts';
import { actorOf, messageOf, resolution, sentenceOf, sourceName } from '../localize/sentences.ts';
import { isOpen, unsaidDetails } from '../model/event-state.ts';
import { referenceOf, type Tracking, trackingOf } from '../model/links.ts';
import { eventsOfRow, type StoryRow } from '../model/story-rows.ts';
import { levelWord, timeTag } from './event-parts.ts';
import { chevron } from './icons.ts';
import { rowActions } from './row-actions.ts';
import type { Folds, ListView, RowFeatures } from './view.ts';

/** The features of a timeline's row. */
interface TimelineRowFeatures extends RowFeatures {
  readonly details: { toggle(row: StoryRow): unknown; render(row: StoryRow): unknown };
  readonly link: RowFeatures['link'] & { copy(event: LogEvent): unknown };
  mark(event: LogEvent): TemplateResult;
  copyButton(text: string): TemplateResult;
}

/** The part of a timeline that its rows use. */
export interface TimelineView extends ListView {
  /** The rows that are open to their details. */
  readonly opened: Folds;
  readonly features: TimelineRowFeatures | undefined;
  withFeatures(run: (features: TimelineRowFeatures) => unknown): Promise<void>;
  /** Whether the header has the buttons of an event. */
  isInSummary(event: LogEvent): boolean;
}

/** One row of the timeline. */
export const timelineRow = (view: TimelineView, row: StoryRow): TemplateResult => {
  const { event } = row;
  const message = messageOf(view, event);
  const isLinked = eventsOfRow(row).some(({ id }) => id === view.features?.link.eventId);
  return html`
    <li class="entry ${stateOf(event)}" part="entry" tabindex="-1" aria-current=${isLinked}>
      ${timeTag(event.occurred_at, view.times.clock(event.occurred_at))}
      ${mark(view, event)}
      <div class="body">
        <div class="text">
          <p part="message" dir="auto">${levelWord(view, event)}${messageWithLink(view, event, message)}</p>
          ${detail(view, event, message)}${mailLine(view, row)}${feedback(view, event)}
        </div>
        ${buttons(view, event)}${opener(view, row)}
        ${view.opened.isOpen([event]) ? view.features?.details.render(row) : nothing}
      </div>
    </li>
  `;
};

/** The circle of a row. It is empty until the icons have loaded. */
export const mark = ({ features }: TimelineView, event: LogEvent): TemplateResult =>
  features?.mark(event) ?? html`<span class="mark"></span>`;

/** The classes of a row: its level, and whether it is open, over or taken back. */
export const stateOf = (event: LogEvent): string => {
  const { level, resolved_at, retracted } = event;
  return `${level} ${isOpen(event) ? 'open' : resolved_at ? 'over' : ''} ${retracted ? 'retracted' : ''}`;
};

/** Says how long nothing happened. */
export const silenceRow = ({ language, messages, times }: ListView, silence: number | undefined): unknown =>
  silence
    ? html`<li class="silence meta" part="silence">${language.format(messages.silence, { span: times.span(silence) })}</li>`
    : nothing;

/** The buttons of an event, unless they are in the header. */
export const buttons = (view: TimelineView, event: LogEvent): unknown => {
  const isOver = event.resolved_at !== null && !view.features?.row.isUndoable(event);
  const isIdle = event.actions.length === 0 && (event.level === 'info' || isOver);
  return isIdle || view.isInSummary(event) ? nothing : rowActions(view, event);
};

/** The feedback to the last click on those buttons. */
export const feedback = (view: TimelineView, event: LogEvent): unknown =>
  view.isInSummary(event) ? nothing : view.features?.row.feedback(event);

/** The button that opens a row to its details. It has the name of the event's source. */
const opener = (view: TimelineView, row: StoryRow): TemplateResult => {
  const { event } = row;
  const source = sourceName(view, event);
  return html`<button
    class="plain opener"
    part="button fold"
    aria-expanded=${view.opened.isOpen([event])}
    aria-label="${source && `${source}, `}${view.messages.details}: ${sentenceOf(view, event)}"
    @click=${() => view.withFeatures(({ details }) => details.toggle(row))}
  ><span>${source}</span>${chevron}</button>`;
};

/** A number that does not break if there is room for it, with a button that copies it; a link if the parcel has a page. */
const numberTag = (view: TimelineView, { number, url }: Tracking, text: string): TemplateResult => {
  const link = url
    ? html`<a part="link" href=${url} target="_blank" rel="noopener noreferrer">${text}</a>`
    : html`<span part="link">${text}</span>`;
  return number ? html`<span class="whole">${link}${view.features?.copyButton(number)}</span>` : link;
};

/** Whether the tracking number is part of the message, where it becomes the link. */
const isInMessage = (tracking: Tracking, message: string | Node): message is string =>
  tracking.number !== '' && typeof message === 'string' && message.includes(tracking.number);

const messageWithLink = (view: TimelineView, event: LogEvent, message: string | Node): unknown => {
  const tracking = trackingOf(event) ?? referenceOf(event);
  if (!tracking || !isInMessage(tracking, message)) return message;
  const { number, url } = tracking;
  const at = message.indexOf(number);
  const space = message.indexOf(' ', at + number.length);
  // A number that is no link keeps the brackets around it.
  const [start, end] = url
    ? [at, at + number.length]
    : [message.lastIndexOf(' ', at) + 1, space < 0 ? message.length : space];
  return html`${message.slice(0, start)}${numberTag(view, tracking, message.slice(start, end))}${message.slice(end)}`;
};

/** The smaller line below the message. */
const detail = (view: TimelineView, event: LogEvent, message: string | Node): TemplateResult | typeof nothing => {
  const tracking = trackingOf(event);
  const link =
    tracking &&
    !isInMessage(tracking, message) &&
    numberTag(view, tracking, tracking.number || view.messages.trackParcel);
  const parts = [
    event.retracted && view.messages.retracted,
    // A provider's words may run in another direction than the rest.
    ...unsaidDetails(event, String(message)).map((text) => html`<bdi>${text}</bdi>`),
    actorOf(view, event),
    endOf(view, event),
    link,
  ]
    .filter(Boolean)
    .flatMap((part) => [DOT, part]);
  return parts.length ? html`<p class="meta detail" part="detail">${parts.slice(1)}</p>` : nothing;
};

/** How an event ended, with the time of day on the same day. A failure that happened again ends in the row of the next one. */
export const endOf = (view: ListView, event: LogEvent): string | null =>
  event.resolved_by === 'repeated' ? null : resolution(view, event, Date.parse(event.occurred_at));

const mailLine = (view: ListView, { event, mail }: StoryRow): TemplateResult | typeof nothing => {
  if (!mail) return nothing;
  const { times } = view;
  const time = times.clock(mail.occurred_at);
  const later = time === times.clock(event.occurred_at) ? nothing : timeTag(mail.occurred_at, DOT + time);
  return html`<p class="meta" part="mail">${messageOf(view, mail)}${later}</p>`;
};
