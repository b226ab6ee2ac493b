import { OnDemand } from '../client/on-demand.ts';
import { cached } from './cached.ts';
import { custom } from './customize.ts';
import { english, type Locale, type Messages } from './messages/index.ts';
import { fill, type Phrase } from './messages/phrase.ts';
import type { SentenceWords } from './messages/sentence-words.ts';

/** The messages of one language, and its plurals. */
export interface Language {
  messages: Messages;
  /** Fills in a phrase. `count` chooses its plural. */
  format(phrase: Phrase, values: Record<string, string | number>): string;
  /** The names of types. English takes them from the taxonomy. */
  types: Record<string, string> | undefined;
  /** The words and templates of sentences. English takes the stored sentences. */
  sentences: SentenceWords | undefined;
}

/** Languages other than English, by their tags. Each loads on its first use; `widgets/languages.ts` lists them. */
const locales = new Map<string, OnDemand<{ default: Locale }>>();

export const registerLocale = (lang: string, load: () => Promise<{ default: Locale }>): void => {
  const locale = new OnDemand<{ default: Locale }>();
  locale.register(load);
  locales.set(lang, locale);
};

const create = (
  lang: string,
  base: Messages & Partial<Locale>,
  pluralOf: (count: number) => Intl.LDMLPluralRule,
): Language => ({
  get messages() {
    return custom.strings[lang] ? { ...base, ...custom.strings[lang] } : base;
  },
  format(phrase, values) {
    const text = typeof phrase === 'string' ? phrase : (phrase[pluralOf(Number(values.count))] ?? phrase.other);
    return fill(text, values);
  },
  // These tables have no prototype, since `constructor` may be the name of a type.
  types: base.types && Object.assign(Object.create(null), base.types),
  sentences: base.sentences && Object.assign(Object.create(null), base.sentences),
});

const ENGLISH = create('en', english, (count) => (count === 1 ? 'one' : 'other'));

const baseOf = (tag: string): string => tag.split('-')[0]!.toLowerCase();

/** The tag, or empty if its language is not translated: then times are in English too, like all other words. */
export const translated = (tag: string): string => (baseOf(tag) === 'en' || locales.has(baseOf(tag)) ? tag : '');

const cache = new Map<string, Language>();

/** The language of a translated tag. Undefined while it loads; then `loaded` is called. */
export const languageOf = (tag: string, loaded: () => void): Language | undefined => {
  const lang = baseOf(tag);
  const locale = locales.get(lang);
  if (!locale) return ENGLISH;
  const load = async () => {
    const { default: messages } = await locale.load();
    const plurals = new Intl.PluralRules(lang);
    return create(lang, messages, (count) => plurals.select(count));
  };
  // If the language does not load, English takes its place.
  return cached(cache, lang, load, ENGLISH, loaded);
};
