// Part of `npm test`: checks the layers of `widgets/` in `widget-layers.ts`.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { importsOf, loadedWith } from './imports.ts';
import { graph, strangers, upwards } from './widget-layers.ts';

const WIDGETS = join(import.meta.dirname, '../widgets');
const files = graph();
const withImport = (from: string, to: string) => new Map(files).set(from, [...files.get(from)!, to]);

describe('the layers of widgets/', () => {
  test('every import goes to the same layer or a lower one', () => {
    assert.ok(files.size > 80, `${files.size} files`);
    assert.deepEqual(strangers(files), []);
    assert.deepEqual(upwards(files), []);
  });

  test('an import upwards would be noticed', () => {
    for (const [from, to] of [
      ['model/lines.ts', 'client/client.ts'],
      ['controllers/row-controller.ts', 'elements/activity-feed.ts'],
      ['templates/feed-row.ts', 'controllers/host.ts'],
      ['elements/list-element.ts', 'rest.ts'],
      ['styles/base.ts', 'model/lines.ts'],
      ['index.ts', 'testing/page.ts'],
    ] as const) {
      assert.deepEqual(upwards(withImport(from, to)), [`${from} → ${to}`]);
    }
  });

  test('only the entries load code on demand', () => {
    for (const path of files.keys()) {
      const isDynamic = importsOf(join(WIDGETS, path)).some((one) => one.isDynamic);
      assert.ok(!isDynamic || !path.includes('/'), path);
    }
  });

  test('the first rows load no code for clicks or for after the first paint', () => {
    const first = [...loadedWith(join(WIDGETS, 'index.ts'))].join('\n');
    for (const later of ['rest.ts', 'filter-panel.ts', 'note-form.ts', 'list-features.ts', 'attention-poller.ts'])
      assert.ok(!first.includes(`/${later}`), later);
  });

  test('model/ uses neither Lit nor the DOM', () => {
    for (const path of [...files.keys()].filter((each) => each.startsWith('model/'))) {
      const text = readFileSync(join(WIDGETS, path), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');
      assert.doesNotMatch(text, /from '(lit|@lit)|\b(document|window|location|navigator|HTMLElement)\b/, path);
    }
  });
});
