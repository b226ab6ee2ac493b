// `npm run mutate`: takes the rules of worker/domain/story and the checks of worker/store away one by one. A property test
// must notice each. Works on a copy, so that an ended run leaves nothing behind.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');

/** A rule, the file that it is in, and the text that does it with the text that does without. */
type Mutation = [rule: string, file: string, text: string, without: string];

const STORY = 'worker/domain/story';
const MUTATIONS: Mutation[] = [
  [
    'a state that repeats the one before is hidden',
    `${STORY}/fold.ts`,
    'repeatedStates(events, isCut)',
    'new Set<StoryEvent>()',
  ],
  [
    'of a cut stream the first state stands as stored',
    `${STORY}/repeated-states.ts`,
    "isCut && event.was?.hidden === 'repeat'",
    'false',
  ],
  [
    'one of several tellers of a fact is shown',
    `${STORY}/fold.ts`,
    'duplicates(effective, isCut)',
    'new Set<StoryEvent>()',
  ],
  [
    'of a cut stream the first teller stands as stored',
    `${STORY}/duplicates.ts`,
    "|| (isCut && event.was?.hidden === 'duplicate')",
    '',
  ],
  [
    'a refund in full ends what is awaited',
    `${STORY}/fold.ts`,
    'fullRefunds(effective, isCut)',
    'new Set<StoryEvent>()',
  ],
  ['refunds are summed', `${STORY}/refunds.ts`, '>= price', '>= 0'],
  ['of a cut stream refunds stand as stored', `${STORY}/refunds.ts`, 'isCut && event.was ? event.was.is_whole : ', ''],
  [
    'a warning whose step came in time is hidden',
    `${STORY}/fold.ts`,
    "...Array.from(inTime, (event) => [event, 'in time'] as const),",
    '',
  ],
  [
    'of a cut stream a hidden warning stays hidden',
    `${STORY}/steps.ts`,
    "|| (isCut && event.was?.hidden === 'in time')",
    '',
  ],
  [
    'a step closes the warning that it is late',
    `${STORY}/fold.ts`,
    '|| reached(event).some((step) => overdueProblem(step) === problem)',
    '',
  ],
  [
    'a failure that is not shown opens nothing',
    `${STORY}/fold.ts`,
    'effective.filter((event) => !hidden.has(event))',
    'effective',
  ],
  [
    'what closes a problem makes it recovered',
    `${STORY}/problems.ts`,
    '...closers.map((event) => ({ event, isFailure: false })),',
    '',
  ],
  [
    'what fails again makes it repeated',
    `${STORY}/problems.ts`,
    "next.isFailure ? 'repeated' : 'recovered'",
    "'recovered'",
  ],
  ['at one instant the closer is later', `${STORY}/problems.ts`, 'Number(b.isFailure) - Number(a.isFailure) ||', ''],
  [
    'a click beats the neighbour',
    `${STORY}/problems.ts`,
    'if (event.click) return { resolved_at: event.click.at, resolved_by: event.click.by };',
    '',
  ],
  ['a failure says who had resolved it before', `${STORY}/problems.ts`, '[0, last?.click ?? null]', '[0, null]'],
  [
    'of a cut stream a run counts on',
    `${STORY}/problems.ts`,
    'if (isCut && last === null && was)',
    'if (false && was)',
  ],
  [
    'an event follows the nearest claim before it',
    `${STORY}/assign.ts`,
    'leading.findLast(({ id }) => id <= event.id) ?? leading[0]!',
    'leading[0]!',
  ],
  [
    'an event that follows a ref claims its others',
    `${STORY}/assign.ts`,
    'if (!claims.has(ref)) claim({ ref, id: event.id, stream, isHint });',
    '',
  ],
  [
    'a known ref beats a hint',
    `${STORY}/assign.ts`,
    '  follow();\n  for (const made of gone',
    '  for (const made of gone',
  ],
  [
    'a hint counts where no ref leads anywhere',
    `${STORY}/assign.ts`,
    '!streams.has(event.id) && hint !== undefined',
    'false && hint !== undefined',
  ],
  [
    'events that share a ref share a provisional stream',
    `${STORY}/assign.ts`,
    'if (smaller !== larger) parents.set(larger!, smaller!);',
    '',
  ],
  ['a claim outlives its event', `${STORY}/assign.ts`, 'if (!made.isHint) claim(made)', 'if (false) claim(made)'],
  ['a tie outlives its event', `${STORY}/assign.ts`, ', ...ties]', ']'],
  [
    'the last of a run of repeats stays',
    `${STORY}/repeated-states.ts`,
    'if (last?.isRepeat && last.is === is)',
    'if (last && last.is === is)',
  ],
  [
    'a stream is saved only as it was loaded',
    'worker/store/statements.ts',
    'WHERE coalesce(s.version, 0) <> e.value ->> 1',
    'WHERE false',
  ],
  [
    'a new ref is saved only where it leads nowhere else',
    'worker/store/statements.ts',
    'WHERE r.stream NOT IN (SELECT value ->> 0 FROM json_each(?1))',
    'WHERE false',
  ],
  ['a click raises the version of its stream', 'worker/store/attention.ts', 'stream.version} + 1`', 'stream.version}`'],
];

/** The quick properties first; those on D1 only where they let a mutation pass. */
const SUITES = [`${STORY}/story.test.ts`, 'worker/store/stories.test.ts', 'worker/store/busy.test.ts'];

const copy = mkdtempSync(join(tmpdir(), 'flagpost-mutate-'));
for (const part of ['worker', 'migrations', 'dist', 'demo', 'wrangler.toml', 'package.json', 'tsconfig.json'])
  cpSync(join(ROOT, part), join(copy, part), { recursive: true });
symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));

const only = process.argv[2];
let missed = 0;
let tried = 0;
for (const [rule, file, text, without] of MUTATIONS) {
  if (only && !rule.includes(only)) continue;
  const path = join(copy, file);
  const source = readFileSync(path, 'utf8');
  if (source.split(text).length !== 2) throw new Error(`${file} does not have this once: ${text}`);
  writeFileSync(
    path,
    source.replace(text, () => without),
  );
  const by = SUITES.find((suite) => spawnSync('node', ['--test', suite], { cwd: copy }).status !== 0);
  writeFileSync(path, source);
  tried++;
  if (by === undefined) missed++;
  console.log(`${by === undefined ? 'SURVIVED' : 'noticed '} ${rule}${by === undefined ? '' : `, by ${by}`}`);
}
rmSync(copy, { recursive: true, force: true });
console.log(`${tried - missed} of ${tried} rules are missed when they are gone`);
process.exit(missed === 0 ? 0 : 1);
