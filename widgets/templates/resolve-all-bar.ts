import { html, nothing, type TemplateResult } from 'lit';
import type { LogEvent } from '../../worker/contract/event.ts';
import type { FeedFilter } from '../client/writes.ts';
import { needsAttention } from '../model/event-state.ts';
import type { ListView } from './view.ts';

/** From this many open problems on, the list offers to resolve all of them. */
export const FEW = 2;

/** The bar above a list, with `Resolve all` for everything that the filter matches and that was recorded by `upTo`. */
export const resolveAllBar = (
  { canWrite, features }: ListView,
  events: LogEvent[],
  hasMore: boolean,
  filter: FeedFilter,
  upTo: string,
): TemplateResult | typeof nothing => {
  const open = events.filter(needsAttention);
  const isDone = open.length < FEW && features?.resolveAll.isDone;
  if (!canWrite || (open.length < FEW && !isDone)) return nothing;
  return html`<div class="bar all" part="all">${features?.resolveAll.render(open, hasMore, filter, upTo)}</div>`;
};
