// Part of `npm test`: checks that each mutation's text is in its file once.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { MUTATIONS } from './mutations.ts';

test('each mutation finds its text once, so that `npm run mutate` removes the rule', () => {
  const stale = MUTATIONS.filter(([, file, text]) => {
    const source = readFileSync(join(import.meta.dirname, '..', file), 'utf8');
    return source.split(text).length !== 2;
  });
  assert.deepEqual(
    stale.map(([rule, file]) => `${file}: ${rule}`),
    [],
  );
});
