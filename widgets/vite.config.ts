import { minify } from 'terser';
import { defineConfig, type Plugin } from 'vite';

const tightStyles = (sheet: string): string =>
  sheet
    .replace(/\/\*.*?\*\//gs, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,]) ?/g, '$1')
    .replaceAll(': ', ':')
    .replaceAll(';}', '}');

/** Style sheets and templates are text to a minifier of JavaScript. Line breaks in them are never meant to be seen. */
const tightText = (): Plugin => ({
  name: 'flagpost:tight-text',
  transform: {
    filter: { id: /\/widgets\/.*\.ts$/, code: /css`/ },
    handler: (code) => code.replace(/css`[^`]*`/g, tightStyles),
  },
  // Minified code has no other line breaks. A second minifier finds what the first leaves.
  async generateBundle(_, bundle) {
    for (const chunk of Object.values(bundle)) {
      if (chunk.type !== 'chunk') continue;
      const code = chunk.code
        .replace(/(?<=[>}`])\n\s+(?=[<$`])/g, '')
        .replace(/\n\s+/g, (_, at, all) => (all[at - 1] === '>' || all[at - 1] === '`' ? '' : ' '));
      chunk.code = (await minify(code, { module: true, ecma: 2020 })).code ?? code;
    }
  },
});

/**
 * `widgets.js` with all three elements, and `badge.js` beside it with `--mode badge`. What both load later, and what the
 * elements are made of, is in `flagpost/` under names that change with their content: a page that asks for
 * `widgets.js?ver=2` must not get a second copy when a later part imports the first.
 */
export default defineConfig(({ mode }) => {
  const name = mode === 'badge' ? 'badge' : 'widgets';
  return {
    root: import.meta.dirname,
    publicDir: 'public',
    plugins: [tightText()],
    build: {
      outDir: '../dist',
      emptyOutDir: name === 'widgets',
      target: 'es2022',
      modulePreload: false,
      reportCompressedSize: false,
      // As a library, so that no helper for preloads comes along; that alone would leave the whitespace in.
      lib: { entry: { [name]: `${import.meta.dirname}/${name === 'badge' ? 'badge' : 'index'}.ts` }, formats: ['es'] },
      rolldownOptions: {
        // The badge alone brings along what the lists fetch.
        checks: { ineffectiveDynamicImport: false },
        output: {
          minify: true,
          entryFileNames: `${name}.js`,
          chunkFileNames: 'flagpost/[name]-[hash:6].js',
          comments: false,
          codeSplitting: {
            groups: [
              { name: 'core', test: /\/widgets\/(kit\/|[\w-]+\.ts$)|node_modules|\/contract\// },
              ...(name === 'widgets' ? [{ name: 'later', test: /\/widgets\/later\/(?!times|renew)/ }] : []),
            ],
          },
        },
      },
    },
  };
});
