import type { Level } from '../../worker/contract/event.ts';
import type { ErrorCode } from './client.ts';

const plural = (count: number, one: string) => `${count} ${one}${count === 1 ? '' : 's'}`;

/** What the badge says; apart, so that it need not carry the rest. */
export const countStrings = {
  needAttention: (count: string) => `${count} ${count === '1' ? 'needs' : 'need'} attention`,
  unknown: 'It is not known what needs attention.',
  signedOut: 'Sign in again to see what needs attention.',
};

/** Every other word of the elements. */
export const strings = {
  allActivity: 'All activity',
  needsAttention: 'Needs attention',
  activity: 'Activity',
  timeline: 'What happened to this order',

  loading: 'Loading…',
  loadMore: 'Load more',
  refresh: 'Refresh',
  checked: (when: string) => `On its way · checked ${when}`,
  tryAgain: 'Try again',
  resolve: 'Resolve',
  resolved: 'Resolved',
  undo: 'Undo',
  reopened: 'Needs attention again',
  resolvedBy: (person: string | null, when: string) => `Resolved${person ? ` by ${person}` : ''}, ${when}`,
  recovered: (when: string) => `Sorted itself out, ${when}`,
  repeated: (when: string) => `Happened again, ${when}`,
  trackParcel: 'Track the parcel',

  emptyTimeline: 'Nothing has happened to this order yet.',
  emptyFeed: 'Nothing has happened yet. The first order will show up here.',
  emptyAttention: 'Nothing needs you right now.',

  /** What went wrong, as a person would put it. */
  errors: {
    offline: 'Flagpost can’t be reached. You may be offline.',
    signed_out: 'You are signed out. Sign in again to see this.',
    forbidden: 'Your sign-in doesn’t include this.',
    not_found: 'This is no longer here.',
    failed: 'This can’t be shown just now.',
  } satisfies Record<ErrorCode, string>,
  clickFailed: {
    offline: 'Not saved: you may be offline.',
    signed_out: 'Not saved: you are signed out.',
    forbidden: 'Not saved: your sign-in doesn’t allow it.',
    not_found: 'Not saved: it is no longer here.',
    failed: 'Not saved. Please try again.',
  } satisfies Record<ErrorCode, string>,
  moreFailed: 'The next page didn’t come.',
  stale: (when: string) => `What you see is from ${when}.`,

  levels: { info: '', warning: 'Warning', error: 'Error' } satisfies Record<Level, string>,
  justNow: 'just now',
  ago: (count: number, unit: string) => `${plural(count, unit)} ago`,
  recordedLater: (count: number, unit: string, time: string, date: string | null) =>
    `recorded ${plural(count, unit)} later, ${date ? `on ${date} ` : ''}at ${time}`,
};
