// Reads the snippets of the documents, for the tests that run them.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');

/** The documents whose examples and links are tested. */
export const DOCUMENTS = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync(join(ROOT, 'docs')).map((name) => `docs/${name}`),
];

/** A file's text, by its path from the top. */
export const textOf = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

/** The code of a language that a document shows, in its order. */
export const snippets = (document: string, language: string): string[] =>
  Array.from(
    textOf(document).matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms')),
    ([, code = '']) => code,
  );
