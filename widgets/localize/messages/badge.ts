import type { Phrase } from './phrase.ts';

/** The badge's messages in English. */
export const badgeMessages = {
  needAttention: { one: '{count} needs attention', other: '{count} need attention' } as Phrase,
  unknown: 'It is not known what needs attention.',
  signedOut: 'Sign in again to see what needs attention.',
};
