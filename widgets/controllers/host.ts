import type { CSSResult, ReactiveControllerHost } from '@lit/reactive-element';
import type { FeedPage, FeedQuery, FeedTab, Timeline } from '../../worker/contract/api.ts';
import type { LogEvent } from '../../worker/contract/event.ts';
import type { Line } from '../model/lines.ts';
import type { Session } from '../sync/session.ts';
import type { TimelineView } from '../templates/timeline-row.ts';
import type { ListView } from '../templates/view.ts';
import type { FoldController } from './fold-controller.ts';
import type { RequestController } from './request-controller.ts';

/** The part of a list that its controllers use. They never import the element's class. */
export interface ListHost extends ReactiveControllerHost, ListView, HTMLElement {
  readonly renderRoot: ShadowRoot;
  readonly request: RequestController<{ events: LogEvent[] }>;
  readonly folds: FoldController;
  /** Undefined until the element is in the page. */
  readonly session: Session | undefined;
  /** The tag of its language; empty for plain English. */
  readonly languageTag: string;
  readonly timeZone: string | undefined;
  /** The loaded events, as the API sorts them. */
  readonly events: LogEvent[];
  /** Loads again. The rows stay until the answer comes. */
  load(): Promise<void>;
  /** Loads again if the rows are out of date. */
  refresh(): void;
  /** Loads again on a click. */
  readonly retry: () => void;
  /** Announces text to screen readers. Pass '' first to announce the same text again. */
  announce(text: string): void;
  /** Adds style sheets that are loaded after the first rows. */
  addStyles(...styles: CSSResult[]): void;
  /** Renders at once, as printing needs. */
  renderNow(): void;
}

/** The part of a feed that its controllers use. */
export interface FeedHost extends ListHost {
  readonly request: RequestController<FeedPage>;
  tab: FeedTab;
  /** The query that the shown rows answer. */
  shownQuery: FeedQuery;
  /** Whether this feed keeps its state in the page's URL. */
  readonly ownsUrl: boolean;
  /** The loaded events, without those that a filter hides. */
  readonly visibleEvents: LogEvent[];
  /** The visible events as lines, by day. */
  readonly days: [string, Line[]][];
  /** Sends `flagpost-load` or `flagpost-error` for the outcome of a request. */
  report(outcome: object | null): Promise<void>;
}

/** The part of a timeline that its controllers use. */
export interface TimelineHost extends ListHost, TimelineView {
  readonly request: RequestController<Timeline>;
  readonly opened: FoldController;
  readonly features: TimelineView['features'];
  readonly folds: FoldController;
  withFeatures: TimelineView['withFeatures'];
  readonly orderId: string | undefined;
}
