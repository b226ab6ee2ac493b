/** `info` needs nobody, `warning` needs a look, `error` is broken. */
export const LEVELS = ['info', 'warning', 'error'] as const;
export type Level = (typeof LEVELS)[number];

/** A value that JSON can carry. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
/** The details of an event, at most 16 KiB as JSON; never a raw webhook body. */
export type Payload = { [key: string]: Json };

/** One line of the log as every route and every element sees it. Times are ISO 8601 UTC with milliseconds. */
export interface LogEvent {
  /** UUID version 8; sorts by `occurred_at`, then by the type's place in an order's life. */
  id: string;
  event_type: string;
  level: Level;
  /** The shop's own order number; null while it is not known, and for what is no order's. */
  order_id: string | null;
  /** Plain text for a person, 1–500 characters. */
  message: string;
  /**
   * The sentence of the taxonomy that the message is, by its type or `type:variant`, so that it can be told in another
   * language from `payload`. Null where the message is in the shop's own words.
   */
  sentence: string | null;
  payload: Payload;
  /** The page of the parcel that the payload names: the sender's, else its carrier's. */
  tracking_url: string | null;
  /** A provider's name, `api` for `POST /v1/events`, `flagpost` for its own. */
  source: string;
  /** The person or system that did it. */
  actor: string | null;
  /** When it happened at the source. */
  occurred_at: string;
  /** When Flagpost recorded it. */
  inserted_at: string;
  /** Null while it needs attention; always null on `info`. */
  resolved_at: string | null;
  resolved_by: string | null;
  /** The thing that failed, e.g. `submission:SS-260223-0042`. */
  problem: string | null;
  /** On the newest failure of a run: how often it happened since it was last fine, counted to 1,000; 1 on every other row. */
  repeats: number;
  /** While it is snoozed: until when. It stays open, but out of the count and the list of what needs attention. */
  snoozed_until: string | null;
  /**
   * The actions that a person may run: none once it is over, and only those that the settings allow. A type's own actions
   * are here only where `ACTIONS_URL` is set.
   */
  actions: EventAction[];
  /** On an open failure that a person had resolved before: who, and when. */
  came_back: { resolved_by: string; resolved_at: string } | null;
  /** A later event took this one back: it stays visible, marked, and has no effect any more. */
  retracted: boolean;
}

/** Something a person may do about an event, offered on its row. */
export interface EventAction {
  name: string;
  label: string;
  /** Where the action is to follow a link: an https address. Without one it is the host page's or the shop's to do. */
  url?: string | undefined;
}

/** The body of `POST /v1/events`; `parse-event.ts` has the bounds of each field. */
export interface NewEvent {
  event_type: string;
  /** Required of a type without a sentence, the shop's own among them; otherwise filled from `payload`. */
  message?: string | undefined;
  /** Defaults to the type's, then `info`. */
  level?: Level | undefined;
  order_id?: string | null | undefined;
  payload?: Payload | undefined;
  actor?: string | null | undefined;
  /** ISO 8601; defaults to now. Required with `idempotency_key`. */
  occurred_at?: string | undefined;
  /** Makes a retry the same event. */
  idempotency_key?: string | undefined;
  /** Other systems' ids of this order, by which later webhooks find it: `stripe:pi_3…`. */
  refs?: string[] | undefined;
  problem?: string | undefined;
  /** The fact that the event reports, so that two reports of it make one line: `delivered:1Z999…`. */
  fact?: string | undefined;
  /** A fact of the same order that the event takes back, until it is told again. */
  retracts?: string | undefined;
  /** It is imported: it raises no warning for a deadline that had passed when it was recorded. */
  history?: boolean | undefined;
  actions?: EventAction[] | undefined;
}
