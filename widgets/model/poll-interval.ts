/** The shortest interval, in milliseconds: a mistyped attribute must not hammer the Worker. */
const SHORTEST = 5_000;
/** After this long without news or a person at the page, the poller asks less often. */
const QUIET = 15 * 60_000;
const LESS_OFTEN = 5;
/** From the second failure in a row on, the interval doubles, at most this often. */
const MAX_DOUBLED = 4;

export interface PollState {
  /** The shortest interval that an element asks for, in seconds. */
  seconds: number;
  /** Failures in a row. */
  failures: number;
  /** The server's `Retry-After`, in milliseconds. */
  retryAfter: number;
  /** Milliseconds since there was news or a person was active. */
  idleFor: number;
}

/** Milliseconds from one request to the next. Failures spread out at random, so that many pages do not return at once. */
export const pollInterval = ({ seconds, failures, retryAfter, idleFor }: PollState): number => {
  const interval = Math.max(SHORTEST, seconds * 1000);
  if (failures === 0) return idleFor > QUIET ? interval * LESS_OFTEN : interval;
  const doubled = interval * 2 ** Math.min(failures, MAX_DOUBLED);
  return Math.max((doubled * (1 + Math.random() / 4)) / 2, retryAfter);
};
