import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { minify } from 'terser';
import { defineConfig, type Plugin } from 'vite';
import { loadedWith } from '../scripts/imports.ts';

const ROOT = join(import.meta.dirname, '..');

/** A hash of all sources of the elements, so that no cached chunk runs with another version's entry. */
const version = (): string => {
  const hash = createHash('sha256');
  const sources = globSync(['widgets/**/*.ts', 'worker/contract/*.ts', 'package-lock.json'], { cwd: ROOT }).sort();
  for (const path of sources) if (!path.endsWith('.test.ts')) hash.update(readFileSync(join(ROOT, path)));
  return hash.digest('hex').slice(0, 8);
};

/** `a as b` → `a:b` */
const asProperties = (names: string, [from, to]: [number, number]): string =>
  names
    .split(',')
    .map((name) => name.trim().split(' as '))
    .map((pair) => `${pair[from] ?? pair[0]}:${pair[to] ?? pair[0]}`)
    .join(',');

/**
 * Chunks take the code that they share with the entry from a global of this build, not by an import: a page that loads
 * `widgets.js?ver=2`, as WordPress does, would run a second copy of the entry for a chunk that imports `widgets.js`.
 * docs/architecture.md says why nothing simpler does.
 */
const oneCopy = (key: string): Plugin => ({
  name: 'flagpost:one-copy',
  generateBundle(_, bundle) {
    const shared = `globalThis[Symbol.for(${JSON.stringify(key)})]`;
    const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
    const entry = chunks.find(({ isEntry }) => isEntry)!;
    const fromEntry = new RegExp(`import\\s*(?:\\{([^}]*)\\}\\s*from\\s*)?"\\.\\./${entry.fileName}";`, 'g');
    for (const chunk of chunks) {
      if (chunk === entry) continue;
      chunk.code = chunk.code.replace(fromEntry, (_, names?: string) =>
        names ? `const{${asProperties(names, [0, 1])}}=${shared};` : '',
      );
      if (chunk.code.includes(`/${entry.fileName}"`)) this.error(`${chunk.fileName} still imports the entry.`);
    }
    const api = this.getModuleInfo(entry.facadeModuleId!)!.exports;
    const isPublic = (name: string) => api.includes(name.split(' as ').at(-1)!.trim());
    entry.code = entry.code.replace(/export\s*\{([^}]*)\};?\s*$/, (_, names: string) => {
      const all = names.split(',');
      const internal = all.filter((name) => !isPublic(name));
      const handOver = internal.length ? `${shared}??={${asProperties(internal.join(), [1, 0])}};` : '';
      return `${handOver}export{${all.filter(isPublic).join()}};`;
    });
  },
});

/**
 * Takes the line breaks out of templates and styles, as Lit advises for production: each one between two tags would be a
 * text node in every row. Minified code has no other line breaks.
 */
const withoutLineBreaks = (): Plugin => ({
  name: 'flagpost:without-line-breaks',
  generateBundle(_, bundle) {
    for (const file of Object.values(bundle)) {
      if (file.type !== 'chunk') continue;
      file.code = file.code.replace(/(?<=[>}`])\n\s*(?=[<$`])/g, '').replace(/(?<=[{};,])\n\s*|\n\s+/g, ' ');
    }
  },
});

/** Takes the spaces out of styles, which a minifier of scripts leaves as they are. */
const smallStyles = (): Plugin => ({
  name: 'flagpost:small-styles',
  transform: (code, id) =>
    id.includes('/widgets/styles/')
      ? code.replace(/css`[^`]*`/g, (css) =>
          css
            .replace(/\s+/g, ' ')
            .replace(/ ?([{};,]) ?/g, '$1')
            .replaceAll(': ', ':')
            .replaceAll(';}', '}')
            .replace('` ', '`'),
        )
      : null,
});

/** Minifies what Vite's own minifier leaves: it inlines and folds more. */
const minified = (): Plugin => ({
  name: 'flagpost:minified',
  async generateBundle(_, bundle) {
    const options = {
      module: true,
      ecma: 2022,
      compress: { passes: 3, keep_fargs: false, unsafe_arrows: true, unsafe_methods: true },
    } as const;
    for (const file of Object.values(bundle))
      if (file.type === 'chunk') file.code = (await minify(file.code, options)).code!;
  },
});

/**
 * Asks V8 to compile all functions of the entry while it loads, off the main thread: nearly all of them run at once.
 * @see https://v8.dev/blog/explicit-compile-hints
 */
const compiledEarly = (): Plugin => ({
  name: 'flagpost:compiled-early',
  generateBundle(_, bundle) {
    for (const file of Object.values(bundle))
      if (file.type === 'chunk' && file.isEntry) file.code = `//# allFunctionsCalledOnLoad\n${file.code}`;
  },
});

/** Each script's entry, and the mode of Vite that builds it. Without one, it is `widgets.js`. */
const ENTRIES = { widgets: 'index.ts', badge: 'badge.ts', status: 'status.ts' } as const;

/**
 * `widgets.js` with the three elements of the admin; beside it `badge.js` with `--mode badge`, and `status.js`, which
 * customers load, with `--mode status`. Their chunks are in `flagpost/`.
 */
export default defineConfig(({ mode }) => {
  const name = mode === 'badge' || mode === 'status' ? mode : 'widgets';
  const entry = `${import.meta.dirname}/${ENTRIES[name]}`;
  const first = loadedWith(entry);
  const rest = loadedWith(`${import.meta.dirname}/rest.ts`);
  const key = `${name}-${version()}`;
  return {
    root: import.meta.dirname,
    publicDir: 'public',
    plugins: [smallStyles(), oneCopy(`flagpost:${key}`), withoutLineBreaks(), minified(), compiledEarly()],
    build: {
      outDir: '../dist',
      emptyOutDir: name === 'widgets',
      target: 'es2022',
      modulePreload: false,
      reportCompressedSize: false,
      // A library build, so that Vite adds no helper for preloads. It keeps white space, hence the minifier below.
      lib: { entry: { [name]: entry }, formats: ['es'] },
      rolldownOptions: {
        preserveEntrySignatures: 'allow-extension',
        output: {
          minify: true,
          entryFileNames: `${name}.js`,
          chunkFileNames: `flagpost/[name]-${key}.js`,
          comments: false,
          // Code that several chunks share is in the chunk that loads first.
          codeSplitting: {
            includeDependenciesRecursively: false,
            groups: [{ name: 'rest', test: (id) => rest.has(id) && !first.has(id) }],
          },
        },
      },
    },
  };
});
