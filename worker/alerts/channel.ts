import type { Alert, ChannelName } from '../contract/alerts.ts';
import type { Env } from '../env.ts';

/** The outcome of sending a message. People read the reason, which holds no address and no secret. */
export type Sent =
  | { ok: true; thread: string | null }
  | {
      ok: false;
      reason: string;
      /** The pause in seconds that the receiver asks for. */
      retryAfter?: number;
      /** The receiver refuses every message of this kind: trying again does not help. */
      isFinal?: boolean;
    };

/** A channel in which alerts are sent: one file of this shape, listed in `alerts/index.ts`. */
export interface Channel {
  name: ChannelName;
  /** The provider's page that this file was written from. */
  docs: string;
  /** Sends one message. `thread` is the thread that an earlier message about the same problem returned. Never throws. */
  send(env: Env, alert: Alert, thread: string | null): Promise<Sent>;
}

/** Nothing was sent, since a setting is missing or wrong. */
export const misset = (reason: string): Sent => ({ ok: false, reason, isFinal: true });
