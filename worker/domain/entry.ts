import type { EventAction, Level, Payload } from '../contract/event.ts';
import type { Status } from './story/event.ts';

/** An event on its way into the log: parsed, complete, and believed. */
export interface Entry {
  event_type: string;
  level: Level;
  order_id: string | null;
  /** A text that may be the order's number, where no known ref says otherwise. */
  hint?: string | null;
  message: string;
  payload: Payload;
  source: string;
  actor: string | null;
  /** The problem by the name that the sender gives it. */
  problem: string | null;
  fact: string | null;
  refs: string[];
  actions: EventAction[];
  /** ms since 1970. */
  occurred_at: number;
  /** Makes two deliveries the same event, within its source, at one moment. */
  key: string;
  /** Of a source that repeats itself: the state `is` of the thing `of`. */
  status: Status | null;
  /** The key names the event at whatever time it comes: the first delivery stands. */
  once?: boolean;
  /** The things that it is about, by the ids that its provider gives them; where they are missing the payload says them. */
  ids?: Partial<Record<Thing, string | null>>;
  /** The facts that it takes back, besides those of its type. */
  retracts?: string[];
  /** Of what is imported: when it was recorded, in ms since 1970. */
  history?: number;
  /** Of a provider's test mode: it is shown at its order, and means nothing. */
  test?: true;
}

/** A thing that a problem or a fact may be about: a parcel by its tracking number, a payment, a refund, a dispute. */
export type Thing = 'parcel' | 'payment' | 'refund' | 'dispute';
