import type { TemplateResult } from 'lit';
import type { FeedPage, FeedQuery } from '../../worker/contract/api.ts';
import { OnDemand } from '../client/on-demand.ts';
import type { Filters } from '../model/filters.ts';
import type * as details from '../templates/event-details.ts';
import type { FeedHost } from './host.ts';

/** The filters of a feed, as their form uses them. */
export interface FilterState {
  readonly filters: Filters;
  readonly query: FeedQuery;
  /** Applies filters. `isStep`: the browser's Back takes them back. */
  apply(filters: Filters, isStep?: boolean): Promise<void>;
  toggle(): Promise<void>;
}

/** The form with the filters, and the export. */
export interface FilterPanel {
  render(page: FeedPage | undefined): TemplateResult;
  /** Sets the fields to the current filters. */
  fill(): void;
  /** The list shows other rows, so the outcome of an export no longer applies. */
  clear(): void;
  /** The browser's Back changed the filters, so the next typed letter is a step of its own. */
  endTyping(): void;
}

export const FILTER_PANEL = new OnDemand<{
  FilterPanel: new (host: FeedHost, state: FilterState) => FilterPanel;
}>();

/** The details of a timeline's row. */
export const EVENT_DETAILS = new OnDemand<Pick<typeof details, 'eventDetails' | 'detailStyles'>>();
