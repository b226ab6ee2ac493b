import { typeActions } from '../../worker/contract/actions.ts';
import type { EventAction, LogEvent } from '../../worker/contract/event.ts';
import { isOpen } from './event-state.ts';

/**
 * The actions that a row offers: those that the Worker sends, since a shop does them. Where there is no shop, and the page
 * does actions itself, those of the event's type.
 */
export const offeredActions = (event: LogEvent, isByPage: boolean): readonly EventAction[] =>
  isByPage && event.actions.length === 0 && isOpen(event) ? typeActions(event.event_type) : event.actions;
