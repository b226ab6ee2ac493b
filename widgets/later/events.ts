import type { LogEvent } from '../../worker/contract/event.ts';
import { UP } from '../kit/events.ts';

/** An order's link is being followed. Cancel it to open the order without leaving the page. */
export class FlagpostOpenEvent extends CustomEvent<{ order_id: string; event: LogEvent }> {
  constructor(order_id: string, event: LogEvent) {
    super('flagpost-open', { ...UP, cancelable: true, detail: { order_id, event } });
  }
}

/** An event was resolved, or reopened by an undo, and the server said yes. `count` is what is still open. */
export class FlagpostResolveEvent extends CustomEvent<{ event: LogEvent; count: number }> {
  constructor(event: LogEvent, count: number) {
    super('flagpost-resolve', { ...UP, detail: { event, count } });
  }
}

/** Somebody wants something done about an event. Cancel it to do it in the page; otherwise the shop is asked. */
export class FlagpostActionEvent extends CustomEvent<{ name: string; event: LogEvent }> {
  constructor(name: string, event: LogEvent) {
    super('flagpost-action', { ...UP, cancelable: true, detail: { name, event } });
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'flagpost-open': FlagpostOpenEvent;
    'flagpost-resolve': FlagpostResolveEvent;
    'flagpost-action': FlagpostActionEvent;
  }
}
