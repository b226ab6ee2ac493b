// Checks the lists of docs/architecture.md that say where a change goes. Each list has an example, such as a source: the
// files of the list contain the example's name, and no other file does.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { textOf } from './snippets.ts';

const ROOT = join(import.meta.dirname, '..');

interface Example {
  /** The example's name, in place of `<name>` and `<tag>`. */
  file: string;
  /** The example's name in the text of a file. */
  named: RegExp;
  /** Files besides tests that use the example without being part of it. */
  uses?: string[];
  /** The folders in which it is looked for. */
  under?: string[];
}

const EXAMPLES: Record<string, Example> = {
  'An event type': {
    file: 'order.fulfilled',
    named: /'order\.fulfilled'|orderFulfilled/,
    // The type reaches a step, and sources send it.
    uses: ['worker/domain/story/steps.ts', 'worker/sources/', 'worker/testing/histories.ts'],
  },
  'A rule': { file: 'refunds', named: /refund/i },
  'A source': { file: 'postmark', named: /postmark/i },
  'An element': { file: 'order-timeline', named: /order-timeline/ },
  'A script of its own': {
    file: 'status',
    named: /status\.(?:js|d\.ts)|'status'/,
    under: ['scripts', 'widgets', 'worker/openapi'],
    // The status of an order.
    uses: ['widgets/localize/standing.ts', 'widgets/styles/customer.ts'],
  },
  'A language': { file: 'fr', named: /\bfr\b/, uses: ['worker/domain/carriers.ts'] },
  'A channel of alerts': { file: 'telegram', named: /telegram/i, uses: ['demo/alerts.html'] },
  'A route': { file: 'snooze', named: /snooze/i },
};

const sections = new Map(
  textOf('docs/architecture.md')
    .split(/^### /m)
    .slice(1)
    .map((section) => [section.split('\n', 1)[0]!, section] as const),
);

/** The files of a section's numbered list, with the example's name filled in. */
const listOf = (title: string, { file }: Example): string[] => {
  const items = sections.get(title)!.match(/^\d+\. .*$/gm) ?? [];
  const heads = items.map((item) => item.split(': ')[0]!);
  return heads
    .flatMap((head) => Array.from(head.matchAll(/`([^`]+)`/g), ([, path]) => path!))
    .filter((path) => path.includes('/'))
    .map((path) => path.replace(/<(?:name|tag)>/, file));
};

test('each list has an example', () => {
  assert.deepEqual(Object.keys(EXAMPLES), [...sections.keys()].slice(0, -1));
});

for (const [title, example] of Object.entries(EXAMPLES)) {
  describe(title, () => {
    const files = listOf(title, example);

    test('each file of the list exists and names the example', () => {
      assert.ok(files.length >= 5, `${files.length} files`);
      for (const file of files) {
        assert.ok(existsSync(join(ROOT, file)), file);
        const itself = new RegExp(`/${example.file}\\.(test\\.)?ts$`).test(file);
        if (!itself) assert.match(textOf(file), example.named, file);
      }
    });
  });
}

/** The rows of the table of kinds: the source to copy, and the tests of the kind. */
const KINDS = Array.from(
  sections.get('A source')!.matchAll(/^\| [\w, ]+ \| `worker\/sources\/\w+\.ts` \| `(\w+)\.ts` \| (.+) \|$/gm),
  ([, copied, tests]) => [copied!, Array.from(tests!.matchAll(/`([^`]+)`/g), ([, test]) => test!)] as const,
);

test('the tests of each kind of source name the one to copy', () => {
  assert.ok(KINDS.length >= 4, `${KINDS.length} kinds`);
  for (const [copied, tests] of KINDS)
    for (const file of tests) assert.match(textOf(`worker/sources/${file}`), new RegExp(copied), file);
});

/** The source files that name something, tests left out. */
const naming = ({ named, under = ['worker', 'widgets', 'demo'] }: Example): string[] =>
  execFileSync('git', ['ls-files', ...under], { cwd: ROOT })
    .toString()
    .trim()
    .split('\n')
    .filter((file) => /(?<!\.test)\.(ts|html)$/.test(file) && named.test(readFileSync(join(ROOT, file), 'utf8')));

for (const title of ['An event type', 'A source', 'A script of its own', 'A language', 'A channel of alerts']) {
  test(`no file that the list leaves out names the example: ${title}`, () => {
    const example = EXAMPLES[title]!;
    const section = sections.get(title)!;
    const folders = listOf(title, example)
      .filter((file) => file.includes('/locales/'))
      .map((file) => file.replace(/\w+\.ts$/, ''));
    const known = [...listOf(title, example), ...folders, ...(example.uses ?? [])];
    const left = naming(example).filter(
      (file) => !known.some((one) => file.startsWith(one)) && !section.includes(file),
    );
    assert.deepEqual(left, []);
  });
}
