import type { Attention, ManyResolved, Resolved } from '../../worker/contract/api.ts';
import type { LogEvent } from '../../worker/contract/event.ts';
import type { ErrorCode, FlagpostError } from '../client/client.ts';

/** How an event ended. Both null: it is open. */
export type Ending = Pick<LogEvent, 'resolved_at' | 'resolved_by'>;

/** The server's answer to a click on one event, or on many events that ended alike. */
export type ClickAnswer = Resolved | (ManyResolved & { ended: Ending });

/** The count and the ETag of its answer: another tag if other problems are open. An estimate has no tag. */
export interface TaggedAttention extends Attention {
  tag?: string | null;
}

/** One tab's answer, for the other tabs. A failure is sent as the arguments of its error. */
export interface AttentionAnswer {
  askedAt: number;
  value?: TaggedAttention | undefined;
  failure?: ConstructorParameters<typeof FlagpostError> | undefined;
}

/** An action that the shop runs for an event, in this tab or another, and its result so far. */
export interface ActionRun {
  id: string;
  label: string;
  status: 'running' | 'done' | 'failed';
  /** Why it failed: the shop's or the Worker's words, or else an error code. */
  reason?: string | undefined;
  code?: ErrorCode | 'unhandled' | undefined;
}

/** The messages between tabs. An empty message means that a person is active. */
export type TabMessage =
  | ClickAnswer
  | AttentionAnswer
  | { action: ActionRun }
  | { token: string }
  | Record<string, never>;
