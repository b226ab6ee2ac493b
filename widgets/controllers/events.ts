import type { LogEvent } from '../../worker/contract/event.ts';
import type { FlagpostError } from '../client/client.ts';

/** All of these events leave the element's shadow root. */
const BUBBLES = { bubbles: true, composed: true } as const;

/** The element shows its rows. */
export class FlagpostLoadEvent extends Event {
  constructor() {
    super('flagpost-load', BUBBLES);
  }
}

/** A request failed. The element shows the error too. */
export class FlagpostErrorEvent extends CustomEvent<{ error: FlagpostError }> {
  constructor(error: FlagpostError) {
    super('flagpost-error', { ...BUBBLES, detail: { error } });
  }
}

/** The number of events that need attention became known or changed. */
export class FlagpostCountEvent extends CustomEvent<{ count: number }> {
  constructor(count: number) {
    super('flagpost-count', { ...BUBBLES, detail: { count } });
  }
}

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
    'flagpost-load': FlagpostLoadEvent;
    'flagpost-error': FlagpostErrorEvent;
    'flagpost-count': FlagpostCountEvent;
    'flagpost-open': FlagpostOpenEvent;
    'flagpost-resolve': FlagpostResolveEvent;
    'flagpost-action': FlagpostActionEvent;
  }
}
