import type { LogEvent } from '../../worker/contract/event.ts';
import type { Phrase } from './messages/phrase.ts';

/** How a shop shows one type of event: a type of its own or of the taxonomy. */
export interface OwnType {
  /** The name of the type in the feed. */
  label?: string;
  /** The icon: the path of a line drawing of 16 by 16, or a function that returns an element. */
  icon?: string | ((event: LogEvent) => Node);
  /** Returns text or an element in place of the message. If it throws, the message stays. */
  render?: (event: LogEvent) => Node | string;
}

/** Strings by the names in `widgets/localize/messages/`. */
export type OwnWords = Record<string, Phrase | Record<string, string>>;

/** A table without a prototype, since `constructor` may be the name of a type. */
const table = <Value>(): Record<string, Value> => Object.create(null);

/** The shop's own words, by language, and types. */
export const custom = { strings: table<OwnWords>(), types: table<OwnType>() };

/** The elements in the page. They render again when the shop sets something. */
export const connected = new Set<{ requestUpdate(): void }>();

/** Replaces strings, by language (`en`, `de`, …), and how types of events look. Call it before or after the elements load. */
export const customize = ({ strings = {}, types = {} }: Partial<typeof custom>): void => {
  for (const lang of Object.keys(strings)) custom.strings[lang] = { ...custom.strings[lang], ...strings[lang] };
  Object.assign(custom.types, types);
  for (const element of connected) element.requestUpdate();
};

/** Calls the shop's own function. If it throws, the error goes to the console, for its author to see. */
export const callCustom = <Made>(make: ((event: LogEvent) => Made) | undefined, event: LogEvent): Made | undefined => {
  try {
    return make?.(event);
  } catch (error) {
    console.error(error);
    return undefined;
  }
};
