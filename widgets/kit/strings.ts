import type { Level } from '../../worker/contract/event.ts';
import type { ErrorCode } from './client.ts';

/** `1 day`, `2 days`; English, as all words here are. */
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
  resolveAll: 'Resolve all',
  resolvedMany: (count: number) => `${count} resolved`,
  reopened: 'Needs attention again',
  resolvedBy: (person: string | null, when: string) => `Resolved${person ? ` by ${person}` : ''}, ${when}`,
  recovered: (when: string) => `Recovered, ${when}`,
  repeated: (when: string) => `Happened again, ${when}`,
  cameBack: (person: string, when: string) => `came back; resolved by ${person} ${when}`,
  by: (person: string) => `by ${person}`,
  trackParcel: 'Track the parcel',

  times: (count: number) => plural(count, 'time'),
  last: (when: string) => `last ${when}`,
  earlier: (count: number) => `and ${count} earlier`,
  timesFailed: 'The single times didn’t come. Close and open this to try again.',
  routine: (count: number) => plural(count, 'routine event'),

  addNote: 'Add a note',
  add: 'Add note',
  adding: 'Adding…',
  added: 'Note added',
  left: (count: number) => `${plural(count, 'character')} left`,
  tooLong: (count: number) => `${plural(count, 'character')} too many`,

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
  today: 'Today',
  yesterday: 'Yesterday',
  at: (time: string) => `at ${time}`,
  on: (date: string) => `on ${date}`,
  justNow: 'just now',
  ago: (count: number, unit: string) => `${plural(count, unit)} ago`,
  recordedLater: (count: number, unit: string, time: string, date: string | null) =>
    `recorded ${plural(count, unit)} later, ${date ? `on ${date} ` : ''}at ${time}`,
};
