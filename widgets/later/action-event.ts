import type { LogEvent } from '../../worker/contract/event.ts';

/** Somebody wants something done about an event. Cancel it to do it in the page; otherwise the shop is asked. */
export class FlagpostActionEvent extends CustomEvent<{ name: string; event: LogEvent }> {
  constructor(name: string, event: LogEvent) {
    super('flagpost-action', { bubbles: true, composed: true, cancelable: true, detail: { name, event } });
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'flagpost-action': FlagpostActionEvent;
  }
}
