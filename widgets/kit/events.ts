import type { FlagpostError } from './client.ts';

/** All of them leave the element's shadow. */
export const UP = { bubbles: true, composed: true } as const;

/** An element has shown what it loaded. */
export class FlagpostLoadEvent extends Event {
  constructor() {
    super('flagpost-load', UP);
  }
}

/** A request of an element failed; the element shows it too. */
export class FlagpostErrorEvent extends CustomEvent<{ error: FlagpostError }> {
  constructor(error: FlagpostError) {
    super('flagpost-error', { ...UP, detail: { error } });
  }
}

/** The number of events that need attention became known or changed. */
export class FlagpostCountEvent extends CustomEvent<{ count: number }> {
  constructor(count: number) {
    super('flagpost-count', { ...UP, detail: { count } });
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'flagpost-load': FlagpostLoadEvent;
    'flagpost-error': FlagpostErrorEvent;
    'flagpost-count': FlagpostCountEvent;
  }
}
