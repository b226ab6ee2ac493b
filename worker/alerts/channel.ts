import type { Alert, ChannelName } from '../contract/alerts.ts';
import type { Env } from '../env.ts';

/** The outcome of sending. A reason is for people to read: it holds no address and no secret. */
export type Sent =
  | { ok: true; thread: string | null }
  | {
      ok: false;
      reason: string;
      /** In seconds, where the receiver says when to come again. */
      retryAfter?: number;
      /** The receiver has refused for good: the same once more does not go better. */
      isFinal?: boolean;
    };

/** A channel in which alerts are sent: one file of this shape, listed in `alerts/index.ts`. */
export interface Channel {
  name: ChannelName;
  /** The provider's page that this file was written from. */
  docs: string;
  /** Sends one message. `thread` is what an earlier one came back with that this one belongs to. Never throws. */
  send(env: Env, alert: Alert, thread: string | null): Promise<Sent>;
}

/** Settings that are missing or wrong: nothing was sent. */
export const misset = (reason: string): Sent => ({ ok: false, reason, isFinal: true });
