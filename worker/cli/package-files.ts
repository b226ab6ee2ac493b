import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder of the package, in a clone or in node_modules: the nearest one with migrations. */
export const packageRoot = (from: string = import.meta.dirname): string => {
  if (existsSync(join(from, 'migrations')) && existsSync(join(from, 'package.json'))) return from;
  const parent = dirname(from);
  if (parent === from) throw new Error('The package is not whole: its migrations are missing.');
  return packageRoot(parent);
};

/** The package's own wrangler.toml. */
export const ownConfig = (root = packageRoot()): string => readFileSync(join(root, 'wrangler.toml'), 'utf8');

/** The command that runs this command line: `npm run flagpost --` in a clone, `npx flagpost` in a shop with the package. */
export const command = (folder = process.cwd()): string =>
  folder === packageRoot() ? 'npm run flagpost --' : 'npx flagpost';

/** The names of the package's migrations, in order. */
export const ownMigrations = (root = packageRoot()): string[] =>
  readdirSync(join(root, 'migrations'))
    .filter((name) => name.endsWith('.sql'))
    .sort();

/** The elements' script in the package; null before `npm run build`. */
export const ownWidgets = (root = packageRoot()): string | null => {
  const file = join(root, 'dist', 'widgets.js');
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
};
