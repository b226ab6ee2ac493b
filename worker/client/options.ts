import type { FieldError } from '../contract/api.ts';
import type { EventAction, Level, Payload } from '../contract/event.ts';

export interface ClientOptions {
  /** Where the Worker is: `https://flagpost.example.workers.dev`. */
  url: string;
  /** One of the Worker's `API_KEYS`. */
  apiKey: string;
  /** The Worker's `TOKEN_SECRET`; only `viewerToken` needs it. */
  tokenSecret?: string | undefined;
  /** How long one request may take with all its tries, in ms. Default 5000. */
  timeout?: number | undefined;
  /** In place of the runtime's own. */
  fetch?: ((url: string, init: RequestInit) => Promise<Response>) | undefined;
}

/** The fields of an entry besides its type and message. */
export interface EntryOptions {
  order_id?: string | null | undefined;
  level?: Level | undefined;
  payload?: Payload | undefined;
  actor?: string | null | undefined;
  /** When it happened; a number is ms since 1970. Default: now. */
  occurred_at?: Date | string | number | undefined;
  /** Together with `occurred_at` it makes two calls one event, for callers that may run twice. */
  idempotency_key?: string | undefined;
  refs?: string[] | undefined;
  problem?: string | undefined;
  fact?: string | undefined;
  retracts?: string | undefined;
  /** It is imported: it raises no warning for a deadline that had passed when it was recorded. */
  history?: boolean | undefined;
  actions?: EventAction[] | undefined;
}

/** Is given the promise, to keep a Worker alive until all is sent: `(sending) => ctx.waitUntil(sending)`. */
export type WaitUntil<Result> = (sending: Promise<Result>) => void;

export interface LogOptions extends EntryOptions {
  waitUntil?: WaitUntil<LogResult> | undefined;
}

export interface BatchOptions {
  waitUntil?: WaitUntil<BatchResult> | undefined;
  /** All of it is imported, as if each entry said so. */
  history?: boolean | undefined;
}

/** One entry of a batch. */
export interface BatchEntry extends EntryOptions {
  type: string;
  message?: string | null | undefined;
}

export type LogResult = { ok: true; id: string } | { ok: false; error: string };

/** The result of a batch. Events that were accepted before an error stay accepted, and may be sent again. */
export interface BatchResult {
  ok: boolean;
  accepted: number;
  duplicates: number;
  /** The events that the Worker did not take, by their place in the batch. */
  rejected: { index: number; errors: FieldError[] }[];
  /** The first request that failed; those after it were sent all the same. */
  error?: string;
}
