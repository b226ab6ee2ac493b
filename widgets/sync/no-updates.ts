import type { Live } from './session.ts';

const nothing = (): void => {};

/** Keeps nothing up to date: a customer's page does not poll, and has no clicks to tell other tabs of. */
export class NoUpdates implements Live {
  readonly attention = { shift: nothing, refresh: nothing, handleEvent: nothing };
  listenersChanged = nothing;
  applyAnswer = nothing;
  send = nothing;
  openChannel = nothing;
  renewInTurn = (renew: () => Promise<void>): Promise<void> => renew();
}
