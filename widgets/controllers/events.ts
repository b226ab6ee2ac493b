import type { FlagpostError } from '../client/client.ts';

/** All of these events leave the element's shadow root. */
export const BUBBLES = { bubbles: true, composed: true } as const;

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

declare global {
  interface GlobalEventHandlersEventMap {
    'flagpost-load': FlagpostLoadEvent;
    'flagpost-error': FlagpostErrorEvent;
    'flagpost-count': FlagpostCountEvent;
  }
}
