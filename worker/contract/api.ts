import type { ChannelName } from './alerts.ts';
import type { ParcelStatus } from './customer.ts';
import type { Level, LogEvent } from './event.ts';
import type { OrderStatus, Step, StoryStep } from './steps.ts';
import type { Group } from './taxonomy.ts';

/** `GET /v1/events`, newest first, or by need. */
export interface FeedPage {
  events: LogEvent[];
  /** Opaque; remembers its filters. Null on the last page. */
  next_cursor: string | null;
  /** On a page that is short though there is a next one: how far back it looked. */
  searched_back_to?: string;
  /** When this was read; an upper bound (`up_to`) for resolving what the reader has seen. */
  as_of: string;
}

/** Where an order stands, and what comes next. */
export interface OrderStory {
  status: OrderStatus;
  /** Since when. */
  since: string;
  /** The steps that this shop has, in order. A step that nobody reported is reached with the first one after it. */
  steps: { step: StoryStep; reached_at: string | null; due_at: string | null }[];
  /** The step that the order awaits, and when it is late: null where the shop expects no time, and while it is on hold. */
  next: { step: Step; due_at: string | null } | null;
  on_hold: boolean;
}

/** `GET /v1/orders/:order_id/events`, oldest first. */
export interface Timeline {
  events: LogEvent[];
  /** Null where nothing is known of the order. */
  story: OrderStory | null;
  as_of: string;
}

/** `GET /v1/orders/:order_id/status`: all that a customer may know of their order, and nothing that is the shop's own. */
export interface CustomerStatus {
  order_id: string;
  status: OrderStatus;
  /** The steps that this shop has, in order. */
  steps: { step: StoryStep; reached_at: string | null }[];
  /** The parcels that left, in order. The carrier is one that Flagpost knows by name. */
  parcels: { carrier: string | null; tracking: string | null; tracking_url: string | null; status: ParcelStatus }[];
  /** The notes that the shop made public, oldest first. */
  notes: { message: string; at: string }[];
  /** The shop itself has been warned that a step is late, and it has not come yet. */
  late: boolean;
  as_of: string;
}

/** `GET /v1/attention`: what is open. Counts stop at 100, where `capped` is true. */
export interface Attention {
  count: number;
  capped: boolean;
  by_level: Record<Exclude<Level, 'info'>, number>;
  /** Present while a problem is snoozed, which the count leaves out. Not known where the count is capped. */
  snoozed?: true;
}

/** `POST` and `DELETE` of `/v1/events/:id/resolve` and `/v1/events/:id/snooze`. */
export interface Resolved {
  event: LogEvent;
  /** The number of problems that are still open. */
  count: number;
}

/** `POST /v1/events/:id/actions/:name`: the event after it, and the `order.action` that tells how it went. */
export interface ActionDone {
  event: LogEvent;
  outcome: LogEvent;
}

/** `POST /v1/orders/:order_id/resolve`, `POST` and `DELETE /v1/attention/resolve`. */
export interface ManyResolved {
  /** The ids that this call resolved, or took back. */
  resolved: string[];
  /** The number of problems that are still open. */
  count: number;
}

/** `DELETE /v1/orders/:order_id`: how many events stay without it. */
export interface OrderGone {
  events: number;
}

/** One field that is wrong, by its path in what was sent: `events.3.message`. */
export interface FieldError {
  path: string;
  message: string;
}

/** `POST /v1/events` with `{ events }`. */
export interface BatchAccepted {
  accepted: number;
  duplicates: number;
  rejected: { index: number; errors: FieldError[] }[];
}

/** `POST /v1/tokens`. */
export interface NewToken {
  token: string;
  expires_at: string;
}

/** `POST /v1/erase`: how many events lost their details; with `next` in the same call it goes on, until that is null. */
export interface Erased {
  erased: number;
  next: string | null;
}

/** `POST /v1/alerts/test`: which channels took the message, and why the others did not. */
export interface AlertsTested {
  sent: ChannelName[];
  failed: { channel: ChannelName; reason: string }[];
}

/** The state of a channel of alerts. */
export interface ChannelHealth {
  /** When a message last got through; null before the first. */
  last_sent_at: string | null;
  /** Since when none does, and why the last one did not; null while they do. */
  failing_since: string | null;
  reason: string | null;
}

/** The state of alerts. */
export interface AlertsHealth {
  /** Each channel that is set. */
  channels: { [Name in ChannelName]?: ChannelHealth };
  /** Since when something that is to ring waits for the job that rings; null where nothing does. */
  due_since: string | null;
  /** The settings that say what rings and when, and cannot be read. */
  flaws: { setting: string; says: string }[];
}

/** `POST /v1/catch-up/:source`: how many events were fetched, and how many of them no webhook had brought. */
export interface CaughtUp {
  fetched: number;
  missed: number;
}

/** `POST /webhooks/:source`. */
export interface WebhookAccepted {
  accepted: number;
  duplicates: number;
  ignored: number;
}

/** Counts of a source's deliveries. Counted in each isolate and written at most once a minute, so never exact. */
export interface SourceHealth {
  /** The last authentic one; null before the first. */
  last_delivery_at: string | null;
  accepted: number;
  duplicates: number;
  /** By what the provider calls its types. */
  ignored: Record<string, number>;
  /** Signatures that no secret vouched for: a wrong secret, or a stranger. */
  refused: number;
  approximate: true;
}

/** How a deployment is set up, for `flagpost doctor`. Never a secret, nor a part of one. */
export interface Setup {
  /** Flagpost's own. */
  version: string;
  /** The files that wrangler has applied; null where it never has. */
  migrations: string[] | null;
  /** By name: `weak` is a key of less than 32 characters, which counts as none. */
  secrets: Record<string, 'set' | 'weak' | 'missing'>;
  allowed_origins: string[];
  /**
   * Refs that several orders claim, at most 100, each with how many claim it. A ref that five claim decides nothing: it is
   * the shop's own mistake, such as a customer's id.
   */
  contested_refs: { ref: string; orders: number }[];
  /** Lateness: the shop's steps, the settings that cannot be read, and the number of warnings of each step in a week. */
  deadlines: {
    steps: Step[];
    flaws: { setting: string; says: string }[];
    warned: Record<string, number>;
  };
  /** The value of `RETENTION_DAYS`, and the number of days that count. */
  retention: { setting: string | null; days: number };
}

/** `GET /healthz`. */
export interface Health {
  ok: boolean;
  jobs: {
    prune: { ran_at: string | null; removed: number };
    overdue: { ran_at: string | null; raised: number };
  };
  /** With an API key: each source that is open. */
  sources?: Record<string, SourceHealth>;
  /** With an API key. */
  alerts?: AlertsHealth;
  /** With an API key. */
  setup?: Setup;
}

/** Every error, as `application/problem+json` (RFC 9457). */
export interface ProblemJson {
  type: string;
  title: string;
  status: number;
  detail: string;
  /** On 422: what is wrong with which field. */
  errors?: FieldError[];
}

export const FEED_TABS = ['all', 'attention', 'snoozed'] as const;
export type FeedTab = (typeof FEED_TABS)[number];

/** The filters of the feed. */
export interface FeedFilters {
  tab: FeedTab;
  level?: Level[] | undefined;
  /** Exact types, or prefixes such as `order.*`. */
  type?: string[] | undefined;
  group?: Group[] | undefined;
  source?: string[] | undefined;
  actor?: string | undefined;
  order_id?: string | undefined;
  problem?: string | undefined;
  /** Found in the message or the order number, case ignored; an external id of an order finds its events. */
  q?: string | undefined;
  /** ms since 1970. */
  since?: number | undefined;
  /** ms since 1970; not included. */
  until?: number | undefined;
}

/** How a page is sorted: the newest first, or by need: errors before warnings, each oldest first. */
export const SORTS = ['newest', 'need'] as const;
export type Sort = (typeof SORTS)[number];

/** The query of `GET /v1/events`: the filters as text, several values of one comma-separated, times as ISO 8601. */
export type FeedQuery = { [Name in Exclude<keyof FeedFilters, 'tab'>]?: string } & {
  tab?: FeedTab;
  /** `need` is for `tab=attention`. */
  sort?: Sort;
  limit?: number;
  cursor?: string;
};
