import { badgeMessages } from './badge.ts';
import type { detailMessages } from './details.ts';
import type { featureMessages } from './features.ts';
import type { listMessages } from './list.ts';

/** Every message of the elements. A language may also translate the names of the taxonomy's actions. */
export type Messages = typeof badgeMessages &
  typeof listMessages &
  typeof featureMessages &
  typeof detailMessages & { actions?: Record<string, string> };

/** A whole language. `types` are the names of the taxonomy's types. */
export type Locale = Required<Messages> & { types: Record<string, string> };

/** English, as far as it is loaded: other languages load whole, English loads in the same parts as the script. */
export const english = { ...badgeMessages } as Messages;

export const addEnglish = (messages: typeof listMessages | typeof featureMessages | typeof detailMessages): void => {
  Object.assign(english, messages);
};
