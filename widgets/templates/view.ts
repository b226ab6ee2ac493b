import type { TemplateResult } from 'lit';
import type { EventAction, LogEvent } from '../../worker/contract/event.ts';
import type { FeedFilter } from '../client/writes.ts';
import type { Voice } from '../localize/sentences.ts';
import type { Line } from '../model/lines.ts';

/** Events that a person opened or closed. */
export interface Folds {
  isOpen(events: LogEvent[]): boolean;
  toggle(events: LogEvent[]): void;
}

/** The buttons of a row. */
export type RowButton = 'action' | 'resolve' | 'menu';

/** The features of a row that load after the first paint. Controllers implement them. */
export interface RowFeatures {
  readonly row: {
    /** Whether the event was resolved in this page a moment ago. */
    isUndoable(event: LogEvent): boolean;
    isBusy(button: RowButton, event: LogEvent): boolean;
    /** The actions to offer. */
    actionsOf(event: LogEvent): readonly EventAction[];
    /** Why the last click failed, or the progress of an action. */
    feedback(event: LogEvent): TemplateResult | undefined;
    runFirst(event: LogEvent): unknown;
    toggleResolved(event: LogEvent): unknown;
    copy(text: string): unknown;
  };
  readonly menu: { open(event: LogEvent, button: HTMLElement): unknown; render(): TemplateResult | undefined };
  readonly earlier: { load(line: Line): unknown };
  /** Below a line: its single failures while they are open, and the feedback to the last click. */
  renderDetails(line: Line): unknown;
  readonly resolveAll: {
    isDone: boolean;
    render(open: LogEvent[], hasMore: boolean, filter: FeedFilter, upTo: string): TemplateResult;
  };
  /** The event that the page's URL names. */
  readonly link: { eventId: string | undefined };
}

/** The part of a list that its templates use. */
export interface ListView extends Voice {
  readonly canWrite: boolean;
  readonly syncUrl: boolean;
  /** Whether the page runs actions itself. */
  readonly pageActions: boolean;
  readonly folds: Folds;
  /** Undefined until they have loaded, after the first rows. */
  readonly features: RowFeatures | undefined;
  /** Runs with the features, which a click may have to load first. */
  withFeatures(run: (features: RowFeatures) => unknown): Promise<void>;
}
