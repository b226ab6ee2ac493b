// Part of `npm run build`: what editors and frameworks know of the elements, into dist/ beside the scripts.
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { elements, manifest } from './analyze.ts';
import { htmlData } from './editors.ts';
import { ROOT } from './sources.ts';
import { widgetsTypes } from './typings.ts';

const DIST = join(ROOT, 'dist');
const FRAMEWORKS = ['react', 'vue', 'svelte'];

const docs = elements();
const files = {
  'custom-elements.json': JSON.stringify(manifest(docs), null, 2),
  'vscode.html-custom-data.json': JSON.stringify(htmlData(docs), null, 2),
  'widgets.d.ts': widgetsTypes(docs),
  'badge.d.ts': "export { AttentionBadge, customize } from './widgets.js';\n",
};

mkdirSync(DIST, { recursive: true });
for (const [name, text] of Object.entries(files)) writeFileSync(join(DIST, name), text);
for (const name of FRAMEWORKS) {
  copyFileSync(join(import.meta.dirname, 'frameworks', `${name}.d.ts`), join(DIST, `${name}.d.ts`));
}
