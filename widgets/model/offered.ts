import { typeActions } from '../../worker/contract/actions.ts';
import type { EventAction, LogEvent } from '../../worker/contract/event.ts';
import { isOpen } from './event-state.ts';

/**
 * The actions that a row offers. The Worker sends the actions that the shop runs. If it sends none and the page runs
 * actions itself, the row offers the actions of the event's type.
 */
export const offeredActions = (event: LogEvent, isByPage: boolean): readonly EventAction[] =>
  isByPage && event.actions.length === 0 && isOpen(event) ? typeActions(event.event_type) : event.actions;
