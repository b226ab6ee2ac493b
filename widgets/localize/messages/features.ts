import type { ErrorCode } from '../../client/client.ts';
import type { Phrase } from './phrase.ts';

/** The messages in English of everything that loads after the first rows. */
export const featureMessages = {
  loadMore: 'Load more',
  moreFailed: 'The next page didn’t come.',
  refresh: 'Refresh',
  signIn: 'Sign in again',
  checked: 'In progress · checked {when}',
  resolveAll: 'Resolve all',

  /** Beside the box for a note, and on a note that is public. */
  isPublic: 'The customer may read this',
  takeBack: 'Take back',
  isPrivate: 'The customer no longer sees this',

  isResolved: 'Resolved',
  reopened: 'Needs attention again',
  news: '{count} new – show' as Phrase,
  changed: 'This has changed – show',
  resolvedMany: { one: '{count} resolved', other: '{count} resolved' } as Phrase,
  earlier: { one: 'and {count} earlier', other: 'and {count} earlier' } as Phrase,

  addNote: 'Add a note',

  clickFailed: {
    offline: 'Not saved: you may be offline.',
    signed_out: 'Not saved: you are signed out.',
    forbidden: 'Not saved: your sign-in doesn’t allow it.',
    not_found: 'Not saved: it is no longer here.',
    failed: 'Not saved. Please try again.',
  } satisfies Record<ErrorCode, string>,

  // A row's menu, and the progress of an action.
  running: '{action} – under way…',
  done: '{action} – done',
  failed: '{action} – {reason}',
  unhandled: 'nobody does this here yet',
  forAnHour: 'Snooze for an hour',
  untilTomorrow: 'Snooze until tomorrow, {time}',
  untilMonday: 'Snooze until Monday, {time}',
  untilThen: 'Snooze until…',
  isSnoozed: 'Snoozed',
  isAwake: 'No longer snoozed',
  copyLink: 'Copy link',
  linkCopied: 'Link copied',
  linkNotCopied: 'The link couldn’t be copied.',
  copy: 'Copy',
  copied: 'Copied',
  notCopied: 'This couldn’t be copied.',
  linked: 'What the link leads to',
  linkGone: 'What the link leads to is no longer here.',

  searchedBack: 'Searched back to {day}.',
};
