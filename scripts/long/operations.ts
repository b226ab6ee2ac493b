// Part of `npm run test:long`: performs the recipes of docs/operations.md on a local database.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { app } from '../../worker/app.ts';
import { asViewer, bearer, record, viewerToken } from '../../worker/testing/callers.ts';
import { changedConfig, ROOT, SECRETS, TABLES, useWorker } from '../../worker/testing/harness.ts';

const GUIDE = readFileSync(join(ROOT, 'docs/operations.md'), 'utf8');
const worker = useWorker();

const section = (title: string): string => {
  const [, text] = GUIDE.split(`\n## ${title}\n`);
  assert.ok(text, `docs/operations.md has no section "${title}"`);
  return text.split('\n## ')[0]!;
};

/** The commands in a section's text. */
const commands = (title: string): string[] => {
  const [, block = ''] = /```sh\n([\s\S]*?)```/.exec(section(title)) ?? [];
  return block.split('\n').filter((line) => line !== '');
};

/** Folders with their own configuration, migrations and database. */
const folders: string[] = [];
const place = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'flagpost-ops-'));
  folders.push(folder);
  const config = readFileSync(
    changedConfig((toml) => toml.replace(/migrations_dir = .*/, 'migrations_dir = "./migrations"')),
    'utf8',
  );
  writeFileSync(
    join(folder, 'wrangler.toml'),
    config.replace(JSON.stringify(join(ROOT, 'migrations')), '"migrations"'),
  );
  cpSync(join(ROOT, 'migrations'), join(folder, 'migrations'), { recursive: true });
  return folder;
};
after(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const env = { ...process.env, WRANGLER_SEND_METRICS: 'false', CI: 'true' };
/** Runs a command of the guide on this machine. Returns whether it succeeded, and its output. */
const run = (command: string, cwd: string) =>
  new Promise<{ ok: boolean; output: string }>((resolve) => {
    const local = command.replace('npx wrangler', 'wrangler').replace('--remote', '--local');
    execFile('sh', ['-c', local], { cwd, env, encoding: 'utf8' }, (error, stdout, stderr) =>
      resolve({ ok: error === null, output: `${stdout}${error ? stderr : ''}` }),
    );
  });
const runAll = async (all: string[], cwd: string): Promise<void> => {
  assert.ok(all.length > 0);
  for (const command of all) {
    const { ok, output } = await run(command, cwd);
    assert.ok(ok, `${command}\n${output}`);
  }
};
/** The results of some statements. */
const query = async (sql: string[], cwd: string): Promise<unknown[][]> => {
  const { ok, output } = await run(
    `wrangler d1 execute DB --local --json --command '${sql.join('; ').replaceAll("'", "'\\''")}'`,
    cwd,
  );
  assert.ok(ok, output);
  return (JSON.parse(output) as { results: unknown[] }[]).map(({ results }) => results);
};
const MIGRATE = 'wrangler d1 migrations apply DB --local';
const SCHEMA = "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE '%cf_%' ORDER BY type, name";

describe('docs/operations.md: a backup', () => {
  test('restores every row and index', async () => {
    const [here, there] = [place(), place()];
    await runAll([MIGRATE], here);
    const insert = (n: number, type: string, level: string, message: string) =>
      `INSERT INTO activity_log (id, event_type, level, stream, message, payload, source, effects, occurred_at, inserted_at)
       VALUES (unhex(printf('%032x', ${n})), '${type}', '${level}', 'order:SS-1', '${message}', '{"a":"it''s"}', 'api', '{"refs":["a:${n}"]}', ${n}, ${n})`;
    const rows = [
      insert(1, 'order.submission_failed', 'error', "it''s; -- <b>"),
      insert(2, 'order.submission_failed', 'error', '日本語 👕'),
      insert(3, 'order.note', 'info', 'CREATE VIEW x AS y;'),
      "INSERT INTO stream (key, version, due_at) VALUES ('order:SS-1', 7, 1)",
      "INSERT INTO ref (ref, stream, since) VALUES ('a:1', 'order:SS-1', x'01')",
    ];
    await query(rows, here);
    await runAll(commands('Back up'), here);
    cpSync(join(here, 'backup.sql'), join(there, 'backup.sql'));
    await runAll(commands('Restore'), there);
    const all = [...TABLES.map((table) => `SELECT * FROM ${table} ORDER BY 1`), SCHEMA];
    const [before, after] = await Promise.all([query(all, here), query(all, there)]);
    assert.deepEqual(after, before);
    assert.equal(after[0]!.length, 3);
  });
});

describe('docs/operations.md: a rotation', () => {
  /** The settings of each step: `API_KEYS = new,old`. */
  const steps = (title: string, long: (text: string) => string) =>
    [...section(title).matchAll(/^\d\. (.*)$/gm)].map(([, line = '']) =>
      Object.fromEntries([...line.matchAll(/`(\w+) = ([\w,]+)`/g)].map(([, name, value]) => [name, long(value!)])),
    );
  const long = (text: string) => text.replaceAll('new', 'n'.repeat(40)).replaceAll('old', 'o'.repeat(40));
  const [NEW, OLD] = [long('new'), long('old')];
  const call = (settings: object, path: string, method: string, token: string) =>
    app.request(path, { method, headers: bearer(token) }, {
      ...SECRETS,
      TOKEN_SECRET: undefined,
      ...settings,
      DB: worker.db,
    } as never);

  test('of an API key accepts the old and the new key meanwhile', async () => {
    const open = async (settings: object) =>
      Promise.all([OLD, NEW].map(async (key) => (await call(settings, '/v1/orders/SS-1', 'DELETE', key)).status));
    assert.deepEqual(await Promise.all(steps('Rotate an API key', long).map(open)), [
      [200, 401],
      [200, 200],
      [401, 200],
    ]);
  });

  test('of the token secret accepts old and new tokens meanwhile', async () => {
    const open = async (settings: object) =>
      Promise.all(
        [OLD, NEW].map(
          async (secret) => (await call(settings, '/v1/attention', 'GET', await viewerToken({}, secret))).status,
        ),
      );
    const all = await Promise.all(steps('Rotate the secret of viewer tokens', long).map(open));
    assert.deepEqual(all, [
      [200, 401],
      [200, 200],
      [401, 200],
    ]);
  });
});

describe('docs/operations.md: a migration', () => {
  test('that fails half-way leaves the table as it was, and is applied once it is corrected', async () => {
    const folder = place();
    await runAll([MIGRATE], folder);
    const file = join(folder, 'migrations/0999_later.sql');
    const good = 'ALTER TABLE activity_log ADD COLUMN later TEXT;\n';
    writeFileSync(file, `${good}UPDATE nowhere SET later = 1;\n`);
    assert.equal((await run(MIGRATE, folder)).ok, false);
    const later = ["SELECT name FROM pragma_table_info('activity_log') WHERE name = 'later'"];
    assert.deepEqual(await query(later, folder), [[]]);
    const [list, apply] = commands('A migration that fails half-way');
    assert.match((await run(list!, folder)).output, /0999_later\.sql/);
    writeFileSync(file, good);
    await runAll([apply!], folder);
    assert.deepEqual(await query(later, folder), [[{ name: 'later' }]]);
  });

  test('of a newer version does not break a Worker that was rolled back', async () => {
    await worker.db.prepare('ALTER TABLE activity_log ADD COLUMN later TEXT').run();
    await worker.db.prepare("ALTER TABLE ref ADD COLUMN later TEXT DEFAULT 'x'").run();
    const failed = { event_type: 'order.submission_failed', order_id: 'SS-1', message: 'x', refs: ['a:1'] };
    await record(worker, failed, failed, { event_type: 'order.note', message: 'y', refs: ['a:1'] });
    const viewer = asViewer(worker);
    assert.equal((await viewer.timeline('SS-1')).events.length, 3);
    assert.equal((await viewer.attention()).count, 1);
    assert.equal((await viewer.resolveOrder('SS-1')).count, 0);
    assert.equal((await viewer.feed({ q: 'y' })).events.length, 1);
  });
});
