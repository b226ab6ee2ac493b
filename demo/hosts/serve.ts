import { readFileSync } from 'node:fs';
import { join, normalize } from 'node:path';

/**
 * Admin templates with their real styles from npm, each with a page and the few lines of CSS that adapt the elements. The first
 * ones differ most: `npm test` has these, and `npm run test:long` has all.
 */
export const HOSTS = ['wordpress', 'bootstrap', 'bulma', 'tabler', 'adminlte', 'uikit'] as const;

const PACKAGES = join(import.meta.dirname, '../../node_modules');

/** The text of a style sheet that a page names as `/npm/<package>/<path>.css`. */
export const styleOf = (path: string): string | undefined => {
  const file = normalize(decodeURIComponent(path).replace(/^\/(npm\/)?/, ''));
  return file.startsWith('.') || !file.endsWith('.css') ? undefined : readFileSync(join(PACKAGES, file), 'utf8');
};
