// Part of `npm run test:long`: runs tests of `npm test` with more cases.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { ROOT } from '../../worker/testing/harness.ts';

/** A file, its variable, and the value with which it tests most. */
const TESTS: [file: string, variable: string, count: number][] = [
  ['demo/any-page/hosts.test.ts', 'MOMENTS', Infinity],
  ['demo/any-page/rerendered.test.ts', 'TESTED', Infinity],
  ['demo/catch-up.test.ts', 'DAYS', 28],
  ['demo/hosts/hosts.test.ts', 'TESTED', Infinity],
  ['worker/domain/story/rules.test.ts', 'HISTORIES', 3000],
  ['worker/domain/story/story.test.ts', 'HISTORIES', 3000],
  ['worker/domain/working-time.test.ts', 'CASES', 2500],
  ['worker/jobs/ring-histories.test.ts', 'HISTORIES', 300],
  ['worker/security/customer.test.ts', 'EVERY', 1],
  ['worker/security/fuzz.test.ts', 'BODIES', 4000],
  ['worker/security/personal.test.ts', 'EVERY', 1],
  ['worker/store/stories.test.ts', 'HISTORIES', 100],
];

for (const [file, variable, count] of TESTS)
  test(`${file}, ${variable}=${count}`, () => {
    const env = { ...process.env, [variable]: `${count}`, WRANGLER_SEND_METRICS: 'false' };
    // The runner that this file runs in would print the output of an inner one as its own.
    delete env.NODE_TEST_CONTEXT;
    const { status, stdout } = spawnSync('node', ['--test', file], { cwd: ROOT, env, encoding: 'utf8' });
    assert.equal(status, 0, stdout);
  });
