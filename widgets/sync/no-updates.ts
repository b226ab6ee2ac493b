import type { Live } from './session.ts';

const nothing = (): void => {};

/** Does nothing: a customer's page does not poll, and has no clicks to send to other tabs. */
export class NoUpdates implements Live {
  readonly attention = { shift: nothing, refresh: nothing, handleEvent: nothing };
  listenersChanged = nothing;
  applyAnswer = nothing;
  send = nothing;
  openChannel = nothing;
  renewInTurn = (renew: () => Promise<void>): Promise<void> => renew();
}
