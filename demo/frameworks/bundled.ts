import { join } from 'node:path';
import { compile } from 'svelte/compiler';
import { build, type Plugin } from 'vite';

const svelte = (): Plugin => ({
  name: 'svelte',
  transform: {
    filter: { id: /\.svelte$/ },
    handler: (code, id) => compile(code, { filename: id, generate: 'client', css: 'injected' }).js.code,
  },
});

/** Bundles a program of this folder as a page's script, with the framework's development checks. */
export const bundled = async (file: string): Promise<string> => {
  const output = await build({
    configFile: false,
    logLevel: 'error',
    mode: 'development',
    define: { 'process.env.NODE_ENV': '"development"', __VUE_OPTIONS_API__: 'true', __VUE_PROD_DEVTOOLS__: 'false' },
    plugins: [svelte()],
    build: { write: false, minify: false, rolldownOptions: { input: join(import.meta.dirname, 'pages', file) } },
  });
  if (!Array.isArray(output) && 'output' in output) return output.output[0].code;
  throw new Error(`${file} made no script`);
};
