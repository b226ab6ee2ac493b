import type { KnownType } from '../../../worker/contract/taxonomy.ts';
import { badgeMessages } from './badge.ts';
import type { customerMessages } from './customer.ts';
import type { detailMessages } from './details.ts';
import type { featureMessages } from './features.ts';
import type { filterMessages } from './filters.ts';
import type { listMessages } from './list.ts';
import type { menuMessages } from './menu.ts';
import type { noteMessages } from './note.ts';
import type { SentenceWords } from './sentence-words.ts';
import type { storyMessages } from './story.ts';

/** Every message of the elements. A language may also translate the names of the taxonomy's actions. */
export type Messages = typeof badgeMessages &
  typeof listMessages &
  typeof featureMessages &
  typeof storyMessages &
  typeof detailMessages &
  typeof filterMessages &
  typeof menuMessages &
  typeof noteMessages & { actions?: Record<string, string> };

/** A whole language. `types` names the taxonomy's types; `sentences` has the words and templates of their sentences. */
export type Locale = Required<Messages> & {
  types: Record<KnownType, string> & Record<string, string>;
  sentences: SentenceWords;
};

/** English, as far as it is loaded: other languages load whole, English loads in the same parts as the script. */
export const english = { ...badgeMessages } as Messages;

export const addEnglish = (messages: Partial<Messages> | typeof customerMessages): void => {
  Object.assign(english, messages);
};
