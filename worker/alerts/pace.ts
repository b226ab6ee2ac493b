import type { ChannelState } from '../store/schema.ts';
import type { Sent } from './channel.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** No receiver may put us off for longer. */
const LONGEST = 6 * HOUR;
/** Failures after which a channel that is not refused for good counts as failing. */
const TRIES = 3;

type Paced = Pick<ChannelState, 'ok_at' | 'since' | 'tries' | 'next_try' | 'reason'>;

/** A channel after a message that got through at `now`, in ms since 1970. */
export const reached = (now: number): Paced => ({ ok_at: now, since: null, tries: 0, next_try: null, reason: null });

/**
 * A channel after a message that did not get through. The next try waits for as long as the receiver says; otherwise twice as
 * long as the one before, an hour at the most, and an hour at once where it was refused for good.
 */
export const unreached = (state: ChannelState, sent: Exclude<Sent, { ok: true }>, now: number): Paced => {
  const tries = state.tries + 1;
  const usual = sent.isFinal ? HOUR : Math.min(2 ** (tries - 1) * MINUTE, HOUR);
  const wait = sent.retryAfter === undefined ? usual : Math.min(Math.max(sent.retryAfter * 1000, 1000), LONGEST);
  return { ok_at: state.ok_at, since: state.since ?? now, tries, next_try: now + wait, reason: sent.reason };
};

/** Whether a channel that did not take a message is a problem by now. */
export const isFailing = ({ tries }: Pick<ChannelState, 'tries'>, { isFinal }: { isFinal?: boolean }): boolean =>
  isFinal === true || tries >= TRIES;

/** Whether a channel may be tried at `now`. */
export const isReady = ({ next_try }: Pick<ChannelState, 'next_try'>, now: number): boolean =>
  next_try === null || next_try <= now;
