import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';

test('templates of React, Vue and Svelte take the elements’ properties and events, and no others', () => {
  const { stdout, status } = spawnSync('tsc', ['-p', join(import.meta.dirname, 'pages')], { encoding: 'utf8' });
  assert.equal(stdout, '');
  assert.equal(status, 0);
});
