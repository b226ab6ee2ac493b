import type { Level } from '../../../worker/contract/event.ts';
import type { ErrorCode } from '../../client/client.ts';
import type { Phrase } from './phrase.ts';

/** The lists' messages in English, as far as the first rows need them. */
export const listMessages = {
  allActivity: 'All activity',
  needsAttention: 'Needs attention',
  snoozed: 'Snoozed',
  isBroken: 'Broken',
  isLate: 'Late',
  activity: 'Activity',
  timeline: 'What happened to this order',

  filter: 'Filter',
  loading: 'Loading…',
  tryAgain: 'Try again',
  resolve: 'Resolve',
  undo: 'Undo',
  resolved: 'Resolved, {when}',
  resolvedBy: 'Resolved by {person}, {when}',
  recovered: 'Fixed itself, {when}',
  settled: 'Settled, {when}',
  repeated: 'Happened again, {when}',
  snoozedUntil: 'snoozed until {when}',
  wake: 'Unsnooze',
  more: 'More',
  cameBack: '{person} solved it at {when}; it happened again',
  by: 'by {person}',
  yourShop: 'Your shop',
  productSync: 'Product sync',
  trackParcel: 'Track the parcel',

  details: 'Details',
  retracted: 'Taken back',
  silence: 'nothing for {span}',

  times: { one: '{count} time', other: '{count} times' } as Phrase,
  last: 'last {when}',
  routine: { one: '{count} routine event', other: '{count} routine events' } as Phrase,

  emptyTimeline: 'Nothing has happened to this order yet.',
  emptyFeed: 'Nothing has happened yet. The first order will show up here.',
  emptyAttention: 'Nothing needs you right now.',
  emptySnoozed: 'Nothing is snoozed.',

  /** Why a request failed, in everyday words. */
  errors: {
    offline: 'Flagpost can’t be reached. You may be offline.',
    signed_out: 'You are signed out.',
    forbidden: 'Your sign-in doesn’t include this.',
    not_found: 'This is no longer here.',
    failed: 'This can’t be shown just now.',
  } satisfies Record<ErrorCode, string>,
  stale: 'What you see is from {when}.',
  /** A part of the script did not load, perhaps since a newer version is deployed. */
  notLoaded: 'That didn’t load. Try again, or reload the page.',

  warning: 'Warning',
  error: 'Error',
} satisfies Record<string, Phrase | Record<string, string>> & Record<Exclude<Level, 'info'>, string>;
