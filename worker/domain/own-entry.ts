import type { ChannelName } from '../contract/alerts.ts';
import type { Payload } from '../contract/event.ts';
import { span } from '../contract/span.ts';
import { eventType } from '../contract/taxonomy.ts';
import type { Entry } from './entry.ts';
import { describe } from './message.ts';

/** An event of Flagpost itself. Its key makes it one event however often a job runs again, with `once` also at another time. */
const own = (event_type: string, payload: Payload, key: string, occurred_at: number, once = false): Entry => ({
  event_type,
  level: eventType(event_type).level,
  order_id: null,
  // The locale is for money, of which none of these sentences has any.
  message: describe(event_type, payload, 'en-GB')!.message,
  payload,
  source: 'flagpost',
  actor: null,
  problem: null,
  fact: null,
  refs: [],
  actions: [],
  occurred_at,
  key,
  status: null,
  once,
});

/** A source has been silent for longer than is usual. Times in ms since 1970. */
export const quietSource = (source: string, last: number, limit: number, usual: number | null, now: number): Entry =>
  own(
    'source.quiet',
    { provider: source, silence: span(now - last), ...(usual !== null && { usual: span(usual) }) },
    `${source}:${last}`,
    last + limit,
  );

/** A source that was silent has delivered again; `quiet_at` says which silence is over. */
export const resumedSource = (source: string, quiet_at: number, now: number): Entry =>
  own('source.resumed', { provider: source }, `${source}:${quiet_at}`, now, true);

/** A channel does not take what is sent to it, since then. */
export const failingChannel = (channel: ChannelName, reason: string, since: number): Entry =>
  own('alert.failed', { channel, reason }, `${channel}:${since}`, since);

/** A channel that failed since then takes messages again. */
export const resumedChannel = (channel: ChannelName, since: number, now: number): Entry =>
  own('alert.resumed', { channel }, `${channel}:${since}`, now, true);

/** One line for all that a source never delivered, and that was fetched; `up_to` in ms since 1970 makes it one event. */
export const caughtUp = (source: string, missed: number, up_to: number): Entry =>
  own('source.caught_up', { provider: source, missed }, `${source}:${up_to}`, up_to);
