import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lookup } from './lookup.ts';

test('a table has its own names, and none that every object inherits', () => {
  for (const name of [...Object.getOwnPropertyNames(Object.prototype), 'b', '', null, undefined, 7, ['a'], {}])
    assert.equal(lookup({ a: 1 }, name), undefined, String(name));
  assert.equal(lookup({ a: 1 }, 'a'), 1);
  assert.equal(lookup(JSON.parse('{"__proto__": 1}') as Record<string, number>, '__proto__'), 1);
});
