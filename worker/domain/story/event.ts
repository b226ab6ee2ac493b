import type { Level } from '../../contract/event.ts';
import type { Expected } from '../deadlines.ts';
import { meaningOf } from '../meanings.ts';

/**
 * The meaning of an event for the rules, beyond the meaning of its type. Stored beside the event as JSON, so that no rule
 * needs its message or payload. A field without a value is left out.
 */
export interface Effects {
  /** The order that the sender names. */
  order?: string;
  /** A text that may be the order's number; a known ref is believed before it. */
  hint?: string;
  /** Other systems' ids of the order, such as `stripe:pi_3…`. */
  refs?: string[];
  /** The stream of an event that has neither order nor ref: that of its problem, its fact or its status. */
  alone?: string;
  /** The problems that it closes, beyond those that its type always closes. */
  closes?: string[];
  /** The fact that the event reports, whoever reports it: `delivered:1Z999…`. Several reports of one fact are one line. */
  fact?: string;
  /** The facts that it takes back; a trailing `*` stands for any rest. */
  retracts?: string[];
  /** Of a source that repeats itself: `is` is the state of the thing `of`. */
  status?: Status;
  /** It may come with another time at each delivery, and so with another id: the first delivery stands. */
  once?: true;
  /** The event is of a provider's test mode: the rules never see it. */
  test?: true;
  /** In minor units of `currency`. */
  amount?: number;
  currency?: string;
  /** Of a refund that has been started, and has not come through yet. */
  pending?: true;
  /** Of an order that was placed: false where it waits for money, `later` where it is to be paid and goes on without. */
  paid?: false | 'later';
  /** Of an order or a shipment: false where nothing of it is shipped, true where a part is. */
  ships?: boolean;
  /** By when the customer was promised that the order is shipped: a date such as `2026-12-24`, or a time. */
  ship_by?: string;
  /** Of what is imported: when it was recorded, in ms since 1970. A deadline that had passed by then rings no bell. */
  history?: number;
  /** The parcel that it is about. */
  parcel?: string;
  /**
   * How many of how many items a parcel holds. Of an order that was placed `of` is how many are to be shipped, and of a refund
   * `items` is how many of these are taken out.
   */
  items?: number;
  of?: number;
  /** Of an order that was erased: the customer's view of it is gone with its details. */
  erased?: true;
  /** Of an `order.overdue`: what did not come in time. */
  step?: Expected;
}

/** A state that a source repeats. */
export interface Status {
  of: string;
  is: string;
  /** The state corrects the one before it, as a shipment's new tracking number does the wrong one. */
  corrects?: true;
}

/** A person's click that resolved an event. */
export interface Click {
  by: string;
  /** ms since 1970. */
  at: number;
}

/**
 * Why an event is not shown: it repeats the state before it, another event tells the same fact, the step that it calls late
 * was in time, or it is moot: it takes back an event that nobody had reported, pays an
 * order that was placed as paid, was corrected, or delivers a parcel to the shop that it came back to.
 */
export type Hidden = 'repeat' | 'duplicate' | 'in time' | 'moot';

/** The result of the fold for one event. */
export interface State {
  hidden: Hidden | null;
  /** Of a refund: with it the order has its whole price back. Of a shipment or a delivery: with it no parcel is left. */
  is_whole: boolean;
  /** A later event took it back: it stays visible, marked, and has no effect any more. */
  retracted: boolean;
  /** Its parcel is one of several, so that its sentence names it. */
  is_part: boolean;
  /** Of a parcel that holds a part of the items: how many its order has, where the order says it and not the parcel. */
  items_of: number | null;
  /** When it stopped needing attention, in ms since 1970, and through whom: a person, `recovered` or `repeated`. */
  resolved_at: number | null;
  resolved_by: string | null;
  /** Of a failure: how often its problem failed up to it, since it was last fine or a person resolved it. */
  repeats: number | null;
  /** Of a failure: the click that had resolved its problem before the run of failures that it belongs to. */
  came_back: Click | null;
}

/** An event as the rules see it. */
export interface StoryEvent {
  /** Sorts by time, then by the type's place in an order's life. */
  id: string;
  event_type: string;
  level: Level;
  /** ms since 1970. */
  occurred_at: number;
  /** On a warning or an error the problem that it opens; on an info event one that it names, which it closes. */
  problem: string | null;
  effects: Effects;
  click: Click | null;
  /** Its stored state; null while it is new. */
  was: State | null;
}

/** The names in `resolved_by` that are not a person's. */
export const NOT_PERSONS = ['recovered', 'repeated'];

export const byId = (a: { id: string }, b: { id: string }): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/** The problem that an event opens: a warning or an error is a failure of it. */
export const opens = ({ level, problem }: StoryEvent): string | null => (level === 'info' ? null : problem);

/** Whether a name is the one that is meant, or begins as a meant one with a trailing `*` says. */
export const isMeant = (name: string, meant: string): boolean =>
  meant.endsWith('*') ? name.startsWith(meant.slice(0, -1)) : name === meant;

/**
 * Whether an event closes a problem by its type or by what it says; the steps that it reaches close more. An order that
 * waits for money closes nothing by being placed.
 */
export const closes = ({ event_type, effects }: StoryEvent, problem: string): boolean =>
  effects.paid !== false &&
  !effects.pending &&
  [...(meaningOf(event_type).closes ?? []), ...(effects.closes ?? [])].some((meant) => isMeant(problem, meant));
