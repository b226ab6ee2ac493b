import type { NewEvent } from '../contract/event.ts';
import type { Variant } from '../contract/sentences.ts';
import type { Entry } from '../domain/entry.ts';
import type { Status } from '../domain/story/event.ts';
import type { Listing } from './listing.ts';

/** One request of a provider, before anything in it is believed. */
export interface Delivery {
  /** The bytes as they came: signatures cover these, not what a parser makes of them. */
  body: Uint8Array<ArrayBuffer>;
  headers: Headers;
  url: URL;
  /** When it reached us, in ms since 1970. */
  received_at: number;
}

/** A provider's event in the log's terms: as in `POST /v1/events`, with further fields that only a provider fills. */
export interface SourceEvent extends Omit<NewEvent, 'occurred_at' | 'idempotency_key' | 'fact' | 'retracts'> {
  /** A text that may be the order's number, such as an id of unknown kind; a known ref is believed before it. */
  hint?: string | null;
  /** The things that it is about, by the provider's ids. */
  ids?: Entry['ids'];
  /** The same for every delivery of this event, different for every other event of this source. */
  key: string;
  /** When it happened, in ms since 1970; null where the provider does not say: then the first delivery's time stands. */
  occurred_at: number | null;
  /** The fact that the event reports, whoever reports it: `delivered:1Z99…`. Left out: its type's own fact. */
  fact?: string | null | undefined;
  /** The facts that it takes back, besides those of its type; a trailing `*` stands for any rest. */
  retracts?: string[];
  /** Another sentence than the type's own, filled from `payload` too. */
  template?: Variant | undefined;
  /** Of a provider that repeats itself: the state `is` of the thing `of`. A state that repeats the one before is hidden. */
  status?: Status;
  /** The key names the event at whatever time it comes: the first delivery stands. */
  once?: boolean;
  /** The provider is in its test mode: the event is shown as a test, and changes nothing. */
  test?: true | undefined;
}

/**
 * One provider: how its webhooks are told from a stranger's, and what they mean.
 * A source is one file of this shape, listed in `sources/index.ts`.
 */
export interface Source {
  /** As in `/webhooks/:source`, in `source` of its events, and, upper-cased, in `<SOURCE>_WEBHOOK_SECRET`. */
  name: string;
  /** The provider's page that this file was written from. */
  docs: string;
  /** The part that the signature protects: the body, or nothing beyond the sender's knowledge of a token. */
  covers: 'body' | 'token';
  /** How old or how far ahead a signed timestamp may be, in seconds; null where none is signed. */
  window: number | null;
  /** Resolves when `secret` vouches for the delivery, rejects with `Refused` otherwise. */
  verify(delivery: Delivery, secret: string): Promise<void>;
  /** The answer to an unsigned greeting, before anything is verified and without anything being stored. */
  greet?(delivery: Delivery): Response | undefined;
  /** Does what an authentic delivery asks for besides being read: a subscription wants to be confirmed. */
  confirm?(body: unknown): Promise<void>;
  /** The items of a delivery that carries several; each is translated alone, so that a bad one spoils no other. */
  items?(body: unknown): unknown[];
  /** The provider's name for this kind of item: its type or topic, for healthz. */
  kind(item: unknown, delivery: Delivery): string;
  /** Translates an authentic item to events; none for a type that Flagpost does not use. Any field may be missing. */
  translate(item: unknown, delivery: Delivery): SourceEvent[];
  /** Asks the provider's API for what it remembers; each item of a page is translated like a delivery's. */
  list?: Listing;
}

export type Refusal = 'missing_header' | 'malformed_header' | 'too_old' | 'too_new' | 'bad_signature' | 'bad_secret';

/** A delivery that no secret vouches for. The code says why, for the log; the sender only hears 401. */
export class Refused extends Error {
  override name = 'Refused';
  code: Refusal;

  constructor(code: Refusal) {
    super(code);
    this.code = code;
  }
}
