import type { TemplateResult } from 'lit';
import type { FeedPage, FeedQuery } from '../../worker/contract/api.ts';
import type { LogEvent } from '../../worker/contract/event.ts';
import type * as earlier from '../client/load-earlier.ts';
import { OnDemand } from '../client/on-demand.ts';
import type { Filters } from '../model/filters.ts';
import type * as details from '../templates/event-details.ts';
import type { FeedHost, ListHost, TimelineHost } from './host.ts';
import type { LinkController } from './link-controller.ts';
import type { NoteForm } from './note-form.ts';
import type * as offscreen from './offscreen-controller.ts';
import type { RowController } from './row-controller.ts';

/** The filters of a feed, as the filter bar uses them. */
export interface FilterState {
  readonly filters: Filters;
  readonly query: FeedQuery;
  /** The number of filters. */
  readonly count: number;
  /** Whether the filter bar is open. */
  readonly isOpen: boolean;
  /** The events that are not hidden as routine. */
  visible(events: LogEvent[]): LogEvent[];
  /** Applies filters. `isStep`: the change is an entry of the browser's history. */
  apply(filters: Filters, isStep?: boolean): Promise<void>;
  toggle(): Promise<void>;
  openMenu(menu: Menu, button: HTMLElement): unknown;
  /** The name of a type or a source. */
  nameOf(filter: 'type' | 'source', value: string): string;
}

/** The filter bar with the search and the menus, the export, and the chips. */
export interface FilterPanel {
  render(page: FeedPage | undefined): TemplateResult;
  /** Renders a message in place of the rows if no event matches the filters. */
  renderNoMatch(): TemplateResult;
  /** The outcome in words, for screen readers. */
  outcomeOf(page: FeedPage): string;
  /** Shows the current filters in the search field. */
  fill(): void;
  /** The list shows other rows, so the outcome of an export no longer applies. */
  clear(): void;
  /** Ends a typed search: the next letter starts another entry of the browser's history. */
  endTyping(): void;
}

export const FILTER_PANEL = new OnDemand<{
  FilterPanel: new (host: FeedHost, state: FilterState) => FilterPanel;
}>();

/** The details of a timeline's row. */
export const EVENT_DETAILS = new OnDemand<Pick<typeof details, 'eventDetails' | 'detailStyles'>>();

/** An item of a menu. An item with `choose` asks for a time first. */
export interface MenuItem {
  label: string;
  run?: () => unknown;
  choose?: (until: string) => unknown;
  /** Whether the item is chosen. The menu stays open after a click on such an item, unless it is a radio item. */
  checked?: boolean;
  /** Whether only one of the menu's items can be chosen. */
  isRadio?: boolean;
  /** Whether a rule separates the item from the items before it. */
  isApart?: boolean;
}

/** A menu: its items, or fields in place of them. */
export interface Menu {
  name: string;
  items?: () => MenuItem[];
  fields?: () => TemplateResult;
}

/** Shows a menu at its button. */
export interface MenuSheet {
  open(menu: Menu, button: HTMLElement): Promise<void>;
  render(): TemplateResult | undefined;
}

/** The objects and functions that the items of a row's menu call. */
export interface MenuTargets {
  row: Pick<RowController, 'actionsOf' | 'run' | 'snooze'>;
  link: Pick<LinkController, 'copy'>;
  /** The label of an action in the viewer's language. */
  labelOf(label: string): string;
}

export const MENU_SHEET = new OnDemand<{
  MenuSheet: new (host: ListHost) => MenuSheet;
  menuItems(host: ListHost, event: LogEvent, targets: MenuTargets): MenuItem[];
}>();

export const NOTE_FORM = new OnDemand<{
  NoteForm: new (host: TimelineHost, row: Pick<RowController, 'fail'>) => NoteForm;
}>();

/** The failures of a problem before its newest one. */
export const LOAD_EARLIER = new OnDemand<Pick<typeof earlier, 'loadEarlier'>>();

/** Makes a list of many rows cheap. */
export const LONG_FEED = new OnDemand<Pick<typeof offscreen, 'OffscreenController'>>();

/** Buttons by their selectors, and what a click on each loads. */
export const ON_CLICK: [string, OnDemand<unknown>][] = [
  ['[part~=filter]', FILTER_PANEL],
  ['[aria-haspopup=true], #find button', MENU_SHEET],
  ['.opener', EVENT_DETAILS],
  ['[part~=add-note]', NOTE_FORM],
  ['[part~=fold]', LOAD_EARLIER],
];
