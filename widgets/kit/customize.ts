import type { LogEvent } from '../../worker/contract/event.ts';
import type { Phrase } from './words.ts';

/** What a shop says of one type of event, its own or one of ours. */
export interface OwnType {
  /** What it is called in the feed. */
  label?: string;
  /** Its icon: the path of a line drawing of 16 by 16, or a function that makes an element. */
  icon?: string | ((event: LogEvent) => Node);
  /** What stands in place of its message: text, or an element. One that throws leaves the message. */
  render?: (event: LogEvent) => Node | string;
}

/** What the elements say, by the names in `widgets/kit/words.ts` and `widgets/later/words.ts`. */
export type OwnWords = Record<string, Phrase | Record<string, string>>;

export const own = { strings: {} as Record<string, OwnWords>, types: {} as Record<string, OwnType> };

/** Elements in a page, which are drawn anew when what they say changes. */
export const inPage = new Set<{ requestUpdate(): void }>();

/** Replaces strings, by language (`en`, `de`, …), and how types of events look. May be called before or after elements are there. */
export const customize = ({ strings = {}, types = {} }: Partial<typeof own>): void => {
  for (const [lang, words] of Object.entries(strings)) own.strings[lang] = { ...own.strings[lang], ...words };
  Object.assign(own.types, types);
  for (const element of inPage) element.requestUpdate();
};

/** What a shop's function makes of an event; nothing where there is none, or where it fails, which is for its author to see. */
export const ownly = <Made>(make: ((event: LogEvent) => Made) | undefined, event: LogEvent): Made | undefined => {
  try {
    return make?.(event);
  } catch (error) {
    console.error(error);
  }
};
