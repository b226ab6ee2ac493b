import { html, nothing, type TemplateResult } from 'lit';
import type { LogEvent } from '../../worker/contract/event.ts';
import { DOT } from '../localize/dotted.ts';
import { messageOf, metaOf, resolution } from '../localize/sentences.ts';
import { clock } from '../model/clock.ts';
import type { Line } from '../model/lines.ts';
import { orderUrl } from '../model/links.ts';
import { levelWord, timeTag } from './event-parts.ts';
import { foldSummary } from './folds.ts';
import { levelIcon, ownIcon } from './icons.ts';
import { rowActions } from './row-actions.ts';
import { runSummary } from './run.ts';
import type { ListView } from './view.ts';

/** The part of a feed that its rows use. */
export interface FeedView extends ListView {
  readonly tab: string;
  readonly orderHref: string | undefined;
  /** A person followed the link to an order. */
  readonly openOrder: (click: MouseEvent, event: LogEvent) => void;
}

/** One row of the feed. */
export const feedRow = (view: FeedView, line: Line): TemplateResult => {
  const { event } = line;
  const isUndoable = view.features?.row.isUndoable(event);
  const isDone = isUndoable || (view.tab === 'attention' && event.resolved_at !== null);
  const isOver = event.resolved_by === 'recovered' || event.snoozed_until;
  return html`
    <li class="entry ${isDone ? 'done' : ''} ${isOver ? 'over' : ''}" part="entry" tabindex="-1" aria-current=${view.features?.link.eventId === event.id}>
      ${ownIcon(event) ?? levelIcon(event)}
      ${rowText(view, line)}
      ${orderLink(view, event)}
      ${rowActions(view, event)}
    </li>
  `;
};

/** A fold of routine events in the feed. */
export const feedFold = (view: ListView, lines: Line[]): TemplateResult =>
  html`<li class="entry fold" part="entry" tabindex="-1"><span></span><div class="text">${foldSummary(view, lines)}</div></li>`;

/** A relative time today and in the tab of open problems. Another day has its own heading, so the time of day is enough. */
const timeOf = ({ tab, times }: FeedView, { occurred_at }: LogEvent, now: number): string =>
  tab === 'attention' || times.isToday(occurred_at, now)
    ? times.ago(Date.parse(occurred_at), now)
    : times.clock(occurred_at);

/** The text of a row. The usual row has as few nodes as possible, since a list may have thousands of rows. */
const rowText = (view: FeedView, line: Line): TemplateResult => {
  const { event } = line;
  const { actions, level, occurred_at } = event;
  const message = messageOf(view, event);
  const [inMessage, other] = metaOf(view, event, message);
  const now = clock.now();
  const time = timeOf(view, event, now);
  if (level === 'info' && !actions.length && typeof message === 'string')
    return html`<div class="text"><p part="message" .textContent=${message}></p><p class="meta" part="meta"><span class="unseen" .textContent=${inMessage}></span>${other}<time part="time" datetime=${occurred_at} .textContent=${time}></time></p></div>`;
  const end = resolution(view, event, now);
  return html`
    <div class="text">
      <p part="message">${levelWord(view, event)}${message}</p>
      <p class="meta" part="meta"><span class="unseen" .textContent=${inMessage}></span>${other}${runSummary(view, line) ?? timeTag(occurred_at, time)}${end && DOT + end}</p>
      ${view.features?.renderDetails(line)}
    </div>
  `;
};

const orderLink = (view: FeedView, event: LogEvent): TemplateResult | typeof nothing => {
  if (!event.order_id) return nothing;
  const url = orderUrl(view.orderHref, event.order_id, document.baseURI);
  if (!url) return html`<span class="muted" part="order" .textContent=${event.order_id}></span>`;
  return html`<a part="order" href=${url} .textContent=${event.order_id} @click=${(click: MouseEvent) => view.openOrder(click, event)}></a>`;
};
