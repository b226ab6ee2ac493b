import { html, nothing, type TemplateResult } from 'lit';
import type { LogEvent } from '../../worker/contract/event.ts';
import { actorOf, DOT, dotted, messageOf, recordedLater, resolution } from '../localize/sentences.ts';
import { clock } from '../model/clock.ts';
import { isOpen, unsaidDetails } from '../model/event-state.ts';
import type { Line } from '../model/lines.ts';
import { type Tracking, trackingOf } from '../model/links.ts';
import { levelWord, timeTag } from './event-parts.ts';
import { foldSummary, isFoldOpen } from './folds.ts';
import { copyIcon, levelSign } from './icons.ts';
import { rowActions } from './row-actions.ts';
import { rowDetails, runSummary } from './run.ts';
import type { ListView } from './view.ts';

/** One row of the timeline. The dot is hollow if the order is still on its way after it. */
export const timelineRow = (view: ListView, line: Line, isHollow: boolean): TemplateResult => {
  const { event } = line;
  const { level, occurred_at, resolved_at } = event;
  const now = clock.now();
  const message = messageOf(view, event);
  const state = isOpen(event) ? 'open' : resolved_at ? 'over' : '';
  const dot = html`<div class="dot ${isHollow ? 'hollow' : ''}" part="dot"></div>`;
  return html`
    <li class="entry ${level} ${state}" part="entry" tabindex="-1" aria-current=${view.features?.link.eventId === event.id}>
      ${timeTag(occurred_at, view.times.short(occurred_at, now))}
      <div class="rail">${level !== 'info' && isOpen(event) ? levelSign(level) : dot}</div>
      <div class="body">
        <div class="text">
          <p part="message">${levelWord(view, event)}${messageWithLink(view, event, message)}</p>
          ${detail(view, line, message, now)} ${rowDetails(view, line)}
        </div>
        ${rowActions(view, event)}
      </div>
    </li>
  `;
};

/** A fold of routine events in the timeline. Its time shows while it is closed. */
export const timelineFold = (view: ListView, lines: Line[]): TemplateResult => {
  const { occurred_at } = lines[0]!.event;
  const time = timeTag(occurred_at, view.times.short(occurred_at, clock.now()));
  return html`
    <li class="entry fold" part="entry">
      ${isFoldOpen(view, lines) ? html`<span></span>` : time}
      <div class="rail"><div class="dot" part="dot"></div></div>
      <div class="body">${foldSummary(view, lines)}</div>
    </li>
  `;
};

/** The tracking number as a link to the parcel's page, and a button that copies it. */
const trackingLink = (view: ListView, { number, url }: Tracking): TemplateResult => {
  const { messages } = view;
  const text = number || messages.trackParcel;
  const link = url
    ? html`<a part="link" href=${url} target="_blank" rel="noopener noreferrer">${text}</a>`
    : html`<span part="link">${text}</span>`;
  if (!number) return link;
  const copy = () => view.withFeatures(({ row }) => row.copy(number));
  return html`${link}<button part="button copy" class="copy" aria-label="${messages.copy}: ${number}" title=${messages.copy} @click=${copy}>${copyIcon}</button>`;
};

/** Whether the tracking number is part of the message, where it becomes the link. */
const isInMessage = (tracking: Tracking, message: string | Node) =>
  tracking.number !== '' && typeof message === 'string' && message.includes(tracking.number);

const messageWithLink = (view: ListView, event: LogEvent, message: string | Node): unknown => {
  const tracking = trackingOf(event);
  if (!tracking || typeof message !== 'string' || !isInMessage(tracking, message)) return message;
  const at = message.indexOf(tracking.number);
  return html`${message.slice(0, at)}${trackingLink(view, tracking)}${message.slice(at + tracking.number.length)}`;
};

/** The smaller line under the message. */
const detail = (view: ListView, line: Line, message: string | Node, now: number): TemplateResult | typeof nothing => {
  const { event } = line;
  const tracking = trackingOf(event);
  const link = tracking && !isInMessage(tracking, message) && trackingLink(view, tracking);
  const text = dotted([
    ...unsaidDetails(event, String(message)),
    actorOf(view, event),
    recordedLater(view, event),
    resolution(view, event, now),
  ]);
  const parts = [runSummary(view, line), text, link].filter(Boolean).flatMap((part) => [DOT, part]);
  return parts.length ? html`<p class="meta detail" part="detail">${parts.slice(1)}</p>` : nothing;
};
