// `npm run mutate`: removes the rules of worker/domain/story and worker/alerts, and the checks of worker/store, one by one. A
// test must fail each time. It changes a copy, so that an interrupted run leaves nothing behind.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MUTATIONS, STORY } from './mutations.ts';

const ROOT = join(import.meta.dirname, '..');

/** The suites, each with the number of histories that it plays. The quick ones come first, those on D1 last. */
const SUITES: [suite: string, histories: number][] = [
  [`${STORY}/awaited.test.ts`, 500],
  [`${STORY}/standing.test.ts`, 500],
  [`${STORY}/items.test.ts`, 500],
  [`${STORY}/rules.test.ts`, 500],
  [`${STORY}/ringing.test.ts`, 500],
  [`${STORY}/story.test.ts`, 500],
  ['worker/jobs/overdue.test.ts', 500],
  ['worker/jobs/ring-histories.test.ts', 300],
  ['worker/store/busy.test.ts', 100],
  ['worker/store/stories.test.ts', 100],
];

const copy = mkdtempSync(join(tmpdir(), 'flagpost-mutate-'));
for (const part of [
  'bench',
  'scripts',
  'worker',
  'widgets',
  'migrations',
  'dist',
  'demo',
  'wrangler.toml',
  'package.json',
  'tsconfig.json',
])
  cpSync(join(ROOT, part), join(copy, part), { recursive: true });
symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));

const fails = ([suite, histories]: [suite: string, histories: number]): boolean => {
  const env = { ...process.env, HISTORIES: `${histories}` };
  return spawnSync('node', ['--test', suite], { cwd: copy, env }).status !== 0;
};

// A suite that fails without a mutation would seem to notice every one.
const broken = SUITES.filter(fails);
if (broken.length > 0) throw new Error(`These fail without a mutation: ${broken.map(([suite]) => suite).join(', ')}`);

const only = new RegExp(process.argv[2] ?? '');
let missed = 0;
let tried = 0;
for (const [rule, file, text, without] of MUTATIONS) {
  if (!only.test(rule)) continue;
  const path = join(copy, file);
  const source = readFileSync(path, 'utf8');
  writeFileSync(
    path,
    source.replace(text, () => without),
  );
  const [by] = SUITES.find(fails) ?? [];
  writeFileSync(path, source);
  tried++;
  if (by === undefined) missed++;
  console.log(`${by === undefined ? 'SURVIVED' : 'noticed '} ${rule}${by === undefined ? '' : `, by ${by}`}`);
}
rmSync(copy, { recursive: true, force: true });
console.log(`${tried - missed} of ${tried} rules are missed when they are gone`);
process.exit(missed === 0 ? 0 : 1);
