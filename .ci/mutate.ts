// `npm run mutate`: takes the rules of migrations/ away one by one. The property test must notice each.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const migration = readFileSync(join(import.meta.dirname, '../migrations/0001_activity_log.sql'), 'utf8');
const rules = Array.from(migration.matchAll(/^CREATE TRIGGER (\w+)/gm), ([, name]) => name!);
/** This keeps what the property test does not look at: what providers repeat. */
const ELSEWHERE = ['saw'];

let caught = 0;
const tried = rules.filter((rule) => !ELSEWHERE.includes(rule));
for (const rule of tried) {
  const env = { ...process.env, DROP: rule, HISTORIES: process.env.HISTORIES ?? '100' };
  const { status } = spawnSync('node', ['--test', 'worker/store/problems.test.ts'], { env });
  if (status !== 0) caught++;
  console.log(`${status === 0 ? 'survived' : 'caught  '} ${rule}`);
}
console.log(`${caught} of ${tried.length} rules missed when they are gone`);
process.exit(caught === tried.length ? 0 : 1);
