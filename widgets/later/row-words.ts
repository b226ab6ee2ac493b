import type { Language } from '../kit/language.ts';
import { english, type Phrase, type Words } from '../kit/words.ts';
import type { LaterWords } from './words.ts';

/** What a row's menu says, and what is told of an action, in English. */
const more = {
  running: '{action} – under way…',
  done: '{action} – done',
  failed: '{action} – {reason}',
  unhandled: 'nobody does this here yet',
  forAnHour: 'Snooze for an hour',
  untilTomorrow: 'Snooze until tomorrow, {time}',
  untilMonday: 'Snooze until Monday, {time}',
  untilThen: 'Snooze until…',
  until: 'Until when',
  snooze: 'Snooze',
  isSnoozed: 'Snoozed',
  isAwake: 'Awake again',
  copyLink: 'Copy link',
  copied: 'Link copied',
  notCopied: 'The link couldn’t be copied.',
  linked: 'What the link leads to',
  linkGone: 'What the link leads to is no longer here.',
} satisfies Record<string, Phrase>;

export type RowWords = typeof more;

Object.assign(english, more);

export const rowWordsOf = ({ words }: Language): Words & LaterWords & RowWords =>
  words as Words & LaterWords & RowWords;
