// Reads the documents, and their code, headings and links, for the tests that check them.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');

/** The pages of `docs/`. */
export const PAGES = readdirSync(join(ROOT, 'docs')).map((name) => `docs/${name}`);

/** All documents. Their examples, links and numbers are tested. */
export const DOCUMENTS = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md', ...PAGES];

/** A file's text, by its path from the top. */
export const textOf = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

const FENCE = /^```(\w*)\n(.*?)^```$/gms;

/** The languages of a document's snippets. */
export const languagesOf = (document: string): string[] =>
  Array.from(textOf(document).matchAll(FENCE), ([, language = '']) => language);

/** The snippets of a language in a document, in order. */
export const snippets = (document: string, language: string): string[] =>
  Array.from(textOf(document).matchAll(FENCE))
    .filter(([, of]) => of === language)
    .map(([, , code = '']) => code);

/** A document without its code. */
export const proseOf = (document: string): string => textOf(document).replace(FENCE, '');

/** The anchors of a document's headings, as GitHub makes them. */
export const anchorsOf = (document: string): string[] =>
  Array.from(proseOf(document).matchAll(/^#+ (.+)$/gm), ([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replace(/\s/g, '-'),
  );

/** The links of a document, and its pictures. */
export const linksOf = (document: string): string[] =>
  Array.from(
    proseOf(document).matchAll(/\]\(([^)\s]+)\)|src(?:set)?="([^"]+)"/g),
    ([, link, src]) => link ?? src ?? '',
  );

/** The documents whose JavaScript is for a back end. The other documents' JavaScript is for a page. */
export const BACK_END_DOCUMENTS = DOCUMENTS.filter((name) =>
  snippets(name, 'js').some((code) => code.includes("from 'flagpost/client'")),
);
