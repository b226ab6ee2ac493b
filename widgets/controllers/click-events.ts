// Separate from `events.ts`: these classes load after the first rows, since nobody clicks before.
import type { LogEvent } from '../../worker/contract/event.ts';
import { BUBBLES } from './events.ts';

/** A person follows the link to an order. Cancel it to open the order without leaving the page. */
export class FlagpostOpenEvent extends CustomEvent<{ order_id: string; event: LogEvent }> {
  constructor(order_id: string, event: LogEvent) {
    super('flagpost-open', { ...BUBBLES, cancelable: true, detail: { order_id, event } });
  }
}

/** The server resolved an event, or reopened it after an undo. `count` is the number of events still open. */
export class FlagpostResolveEvent extends CustomEvent<{ event: LogEvent; count: number }> {
  constructor(event: LogEvent, count: number) {
    super('flagpost-resolve', { ...BUBBLES, detail: { event, count } });
  }
}

/** A person chose an action of an event. Cancel it to handle the action in the page; otherwise the shop is asked. */
export class FlagpostActionEvent extends CustomEvent<{ name: string; event: LogEvent }> {
  constructor(name: string, event: LogEvent) {
    super('flagpost-action', { ...BUBBLES, cancelable: true, detail: { name, event } });
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'flagpost-open': FlagpostOpenEvent;
    'flagpost-resolve': FlagpostResolveEvent;
    'flagpost-action': FlagpostActionEvent;
  }
}
