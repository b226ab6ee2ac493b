import type { ChannelState } from '../store/schema.ts';
import type { Sent } from './channel.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** The longest pause that a receiver can ask for. */
const LONGEST = 6 * HOUR;
/** A channel counts as failing after so many failures, or after one that is final. */
const TRIES = 3;

type Paced = Pick<ChannelState, 'ok_at' | 'since' | 'tries' | 'next_try' | 'reason'>;

/** The state of a channel after a message that got through at `now`, in ms since 1970. */
export const reached = (now: number): Paced => ({ ok_at: now, since: null, tries: 0, next_try: null, reason: null });

/**
 * The state of a channel after a message that did not get through. The next try waits as long as the receiver asks for. Otherwise
 * it waits twice as long as the one before, and at most an hour; an hour at once after a final refusal.
 */
export const unreached = (state: ChannelState, sent: Exclude<Sent, { ok: true }>, now: number): Paced => {
  const tries = state.tries + 1;
  const usual = sent.isFinal ? HOUR : Math.min(2 ** (tries - 1) * MINUTE, HOUR);
  const wait = sent.retryAfter === undefined ? usual : Math.min(Math.max(sent.retryAfter * 1000, 1000), LONGEST);
  return { ok_at: state.ok_at, since: state.since ?? now, tries, next_try: now + wait, reason: sent.reason };
};

/** Whether a channel that did not take a message is now a problem in the log. */
export const isFailing = ({ tries }: Pick<ChannelState, 'tries'>, { isFinal }: { isFinal?: boolean }): boolean =>
  isFinal === true || tries >= TRIES;

/** Whether a channel may be tried at `now`. */
export const isReady = ({ next_try }: Pick<ChannelState, 'next_try'>, now: number): boolean =>
  next_try === null || next_try <= now;
