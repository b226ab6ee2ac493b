import { own } from './customize.ts';
import { kept } from './kept.ts';
import { english, fill, type Phrase, type Words } from './words.ts';

/** What an element says, and how it counts. */
export interface Language {
  words: Words;
  /** Fills a phrase; `count` chooses its plural. */
  say(phrase: Phrase, values: Record<string, string | number>): string;
  /** What types are called; in English the taxonomy says it. */
  types: Record<string, string> | undefined;
}

type Spoken = Words & { types?: Record<string, string> };

/** Loaded on first use. Those that no one speaks here are English. */
const LANGUAGES: Record<string, () => Promise<{ default: Spoken }>> = {
  ar: () => import('../lang/ar.ts'),
  de: () => import('../lang/de.ts'),
  es: () => import('../lang/es.ts'),
  fr: () => import('../lang/fr.ts'),
  ja: () => import('../lang/ja.ts'),
};

const languageIn = (lang: string, base: Spoken, select: (count: number) => Intl.LDMLPluralRule): Language => ({
  get words() {
    return own.strings[lang] ? { ...base, ...own.strings[lang] } : base;
  },
  say(phrase, values) {
    const text = typeof phrase === 'string' ? phrase : (phrase[select(Number(values.count))] ?? phrase.other);
    return fill(text, values);
  },
  types: base.types,
});

const ENGLISH = languageIn('en', english, (count) => (count === 1 ? 'one' : 'other'));

/** The tag where it is of one that is spoken here; empty of others, whose times are told in English like all else. */
export const spoken = (tag: string): string => (/^(ar|de|en|es|fr|ja)(-|$)/i.test(tag) ? tag : '');

const all = new Map<string, Language>();

/** The language of a tag that is `spoken`: at hand if it is English; otherwise undefined, and `loaded` is called once it is. */
export const languageOf = (tag: string, loaded: () => void): Language | undefined => {
  const lang = tag.slice(0, 2).toLowerCase();
  const load = LANGUAGES[lang];
  if (!load) return ENGLISH;
  const learned = () =>
    load().then(({ default: words }) => languageIn(lang, words, (count) => new Intl.PluralRules(lang).select(count)));
  // Better in English than not at all.
  return kept(all, lang, learned, ENGLISH, loaded);
};
