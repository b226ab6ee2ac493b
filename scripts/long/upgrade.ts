// Part of `npm run test:long`: migrates a local database that has events, as an upgrade does.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { promisify } from 'node:util';
import { ROOT } from '../../worker/testing/harness.ts';

const folder = mkdtempSync(join(tmpdir(), 'flagpost-upgrade-'));
after(() => rmSync(folder, { recursive: true }));
for (const name of ['migrations', 'wrangler.toml']) cpSync(join(ROOT, name), join(folder, name), { recursive: true });

const d1 = async (...args: string[]) => {
  const env = { ...process.env, WRANGLER_SEND_METRICS: 'false' };
  return (await promisify(execFile)('wrangler', ['d1', ...args, '--local'], { cwd: folder, env })).stdout;
};

test('an upgrade migrates a database that has events, and keeps them', async () => {
  await d1('migrations', 'apply', 'DB');
  const row = "unhex('018d0000000080008000000000000001'), 'order.note', 'info', 'kept', '{}', 'api', '{}', 1, 1";
  const columns = 'id, event_type, level, message, payload, source, effects, occurred_at, inserted_at';
  await d1('execute', 'DB', '--command', `INSERT INTO activity_log (${columns}) VALUES (${row})`);
  writeFileSync(join(folder, 'migrations/0002_more.sql'), 'ALTER TABLE activity_log ADD COLUMN more TEXT;\n');
  await d1('migrations', 'apply', 'DB');
  const kept = await d1('execute', 'DB', '--json', '--command', 'SELECT message, more FROM activity_log');
  assert.deepEqual(JSON.parse(kept)[0].results, [{ message: 'kept', more: null }]);
});
