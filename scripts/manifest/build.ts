// Part of `npm run build`: writes the elements' descriptions for editors and frameworks into dist/, beside the scripts.
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateVsCodeCustomElementData } from 'custom-element-vs-code-integration';
import { elements, manifest } from './analyze.ts';
import { ROOT } from './sources.ts';
import { statusTypes, widgetsTypes } from './typings.ts';

const DIST = join(ROOT, 'dist');
const FRAMEWORKS = ['react', 'vue', 'svelte'];

const docs = elements();
const files = {
  'custom-elements.json': JSON.stringify(manifest(docs), null, 2),
  'widgets.d.ts': widgetsTypes(docs),
  'badge.d.ts': "export { AttentionBadge, customize } from './widgets.js';\n",
  'status.d.ts': statusTypes(docs),
};

/** The module for a server that renders pages with the elements: it needs only their tags, and has no HTMLElement. */
const server = [
  '// For servers: it defines no element.',
  ...docs.map(({ name }) => `export class ${name} {}`),
  'export const customize = () => {};\n',
].join('\n');

Object.assign(files, {
  'server.js': server,
  // The types for a CommonJS project.
  'widgets.d.cts': files['widgets.d.ts'],
  'badge.d.cts': files['badge.d.ts'].replace('./widgets.js', './widgets.cjs'),
  'status.d.cts': files['status.d.ts'].replaceAll('./widgets.js', './widgets.cjs'),
});

mkdirSync(DIST, { recursive: true });
generateVsCodeCustomElementData(manifest(docs) as never, { outdir: DIST, hideLogs: true });
for (const [name, text] of Object.entries(files)) writeFileSync(join(DIST, name), text);
for (const name of FRAMEWORKS) {
  copyFileSync(join(import.meta.dirname, 'frameworks', `${name}.d.ts`), join(DIST, `${name}.d.ts`));
}
