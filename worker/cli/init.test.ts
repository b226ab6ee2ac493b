import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { parseEnv } from 'node:util';
import { originOf } from './connection.ts';
import { init, instructions } from './init.ts';

const URL = 'http://localhost:8787';
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'flagpost-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const read = (name: string) => readFileSync(join(folder, name), 'utf8');
const FILES = ['.dev.vars', '.prod.vars', '.gitignore', 'wrangler.toml'];
const ROOT = join(import.meta.dirname, '../..');
const MAIN = join(import.meta.dirname, 'main.ts');
const run = (...args: string[]) =>
  execFileSync(process.execPath, [MAIN, ...args], {
    cwd: folder,
    encoding: 'utf8',
    stdio: 'pipe',
    env: { PATH: process.env.PATH },
  });

describe('init', () => {
  test('prints a path with spaces and brackets as one word of the shell', () => {
    const odd = join(folder, "My shop (new) & Ana's");
    mkdirSync(odd);
    const printed = execFileSync(process.execPath, [MAIN, 'init', '--origin', 'http://localhost:3000'], {
      cwd: odd,
      encoding: 'utf8',
      env: { PATH: process.env.PATH },
    });
    const line = /set -a; (\. .*); set \+a/.exec(printed)![1]!;
    const loaded = execFileSync('sh', ['-c', `set -a; ${line}; printf %s "$FLAGPOST_URL"`], { encoding: 'utf8' });
    assert.equal(loaded, URL);
  });

  test('makes secrets of its own for this machine and for Cloudflare, that only their owner reads', () => {
    init({ folder, origins: ['https://admin.shop.example/orders'], sources: [], url: URL });
    const [local, remote] = [parseEnv(read('.dev.vars')), parseEnv(read('.prod.vars'))];
    for (const name of ['API_KEYS', 'TOKEN_SECRET']) {
      assert.match(local[name] ?? '', /^[0-9a-f]{64}$/);
      assert.notEqual(local[name], remote[name]);
    }
    assert.equal(remote.ALLOWED_ORIGINS, 'https://admin.shop.example');
    assert.equal(statSync(join(folder, '.prod.vars')).mode & 0o077, 0);
    assert.match(read('.gitignore'), /^\.prod\.vars$/m);
  });

  test('a second time changes no secret, and adds an origin to those that are there', () => {
    const options = { folder, origins: ['https://admin.shop.example'], sources: [], url: URL };
    init(options);
    const before = FILES.map(read);
    init(options);
    assert.deepEqual(FILES.map(read), before);
    init({ ...options, origins: ['https://other.example'] });
    const { ALLOWED_ORIGINS, ...secrets } = parseEnv(read('.prod.vars'));
    assert.equal(ALLOWED_ORIGINS, 'https://admin.shop.example,https://other.example');
    for (const value of Object.values(secrets)) assert.ok(before[1]?.includes(value!));
  });

  test('with a channel makes the secrets that it needs, once, and names the settings that are left', () => {
    const printed = run('init', '--origin', 'http://localhost:3000', '--alert', 'webhook', '--alert', 'slack');
    assert.match(printed, /Problems ring by webhook: \.prod\.vars takes ALERT_URL, ALERT_SECRET/);
    assert.match(printed, /Problems ring by slack: \.prod\.vars takes ALERT_SLACK_URL.*\n.*alert --test --url/);
    const before = parseEnv(read('.prod.vars'));
    assert.match(before.ALERT_SECRET ?? '', /^whsec_[\w+/]{43}=$/);
    assert.match(before.ADMIN_KEYS ?? '', /^[0-9a-f]{64}$/);
    assert.equal(parseEnv(read('.dev.vars')).ALERT_SECRET, undefined);
    run('init', '--origin', 'http://localhost:3000', '--alert', 'webhook');
    assert.deepEqual(parseEnv(read('.prod.vars')), before);
    assert.throws(() => run('init', '--alert', 'fax'), /There is no channel fax\. There are: slack, discord/);
  });

  test('takes the origins of this machine back from Cloudflare once the admin has one there', () => {
    const options = { folder, sources: [], url: URL };
    const origins = (file: string) => parseEnv(read(file)).ALLOWED_ORIGINS;
    init({ ...options, origins: ['http://localhost:3000'] });
    assert.equal(origins('.prod.vars'), 'http://localhost:3000');
    init({ ...options, origins: ['https://admin.shop.example'] });
    assert.equal(origins('.prod.vars'), 'https://admin.shop.example');
    init({ ...options, origins: ['http://127.0.0.1:3000'] });
    assert.equal(origins('.prod.vars'), 'https://admin.shop.example');
    assert.equal(origins('.dev.vars'), 'http://localhost:3000,https://admin.shop.example,http://127.0.0.1:3000');
  });

  test('tells the shop on this machine what the Worker is told', () => {
    const { local } = init({ folder, origins: [], sources: [], url: URL });
    assert.deepEqual(
      { ...parseEnv(read('.dev.vars.shop')) },
      {
        FLAGPOST_URL: URL,
        FLAGPOST_API_KEY: local.API_KEYS,
        FLAGPOST_TOKEN_SECRET: local.TOKEN_SECRET,
      },
    );
  });

  test('writes a wrangler.toml that is the clone’s, but for where its files are and a database that is to be made', () => {
    init({ folder, origins: [], sources: [], url: URL });
    const own = readFileSync(join(ROOT, 'wrangler.toml'), 'utf8').split('\n');
    const [written, root] = [read('wrangler.toml').split('\n'), relative(folder, ROOT)];
    const changed = written.filter((line, i) => line !== own[i] && !line.startsWith('database_id'));
    assert.equal(written.length, own.length);
    assert.deepEqual(changed, [
      `main = "${root}/lib/worker/index.js"`,
      `directory = "${root}/dist"`,
      `migrations_dir = "${root}/migrations"`,
    ]);
    assert.ok(written.includes('database_id = "00000000-0000-0000-0000-000000000000"'));
  });

  test('says what to paste where, and shows no secret', () => {
    const { local, wrote } = init({ folder, origins: [], sources: ['stripe'], url: URL });
    const text = instructions('https://flagpost.example.workers.dev', ['stripe'], wrote);
    for (const part of [
      'FLAGPOST_URL',
      '<order-timeline',
      '/webhooks/stripe',
      'STRIPE_WEBHOOK_SECRET',
      '/widgets.js',
    ]) {
      assert.ok(text.includes(part), part);
    }
    assert.ok(!text.includes(local.API_KEYS!));
  });

  test('takes no origin and no source that is none', () => {
    assert.throws(() => originOf('admin'), /is not an address/);
    assert.throws(() => init({ folder, origins: [], sources: ['paypal'], url: URL }), /There is no source paypal/);
    assert.ok(!existsSync(join(folder, '.dev.vars')));
  });
});

describe('the command line', () => {
  test('asks nothing where nobody could answer', () => {
    assert.match(run('init', '--origin', 'http://localhost:3000', '--source', 'stripe'), /Your admin's layout/);
    assert.equal(parseEnv(read('.dev.vars')).ALLOWED_ORIGINS, 'http://localhost:3000');
  });

  test('makes a token', () => {
    const env = { ...process.env, FLAGPOST_TOKEN_SECRET: 'x'.repeat(32) };
    const token = execFileSync(process.execPath, [MAIN, 'token', '--sub', 'Ana', '--scope', 'read'], {
      env,
      encoding: 'utf8',
    });
    const claims = JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString());
    assert.deepEqual([claims.sub, claims.scope, claims.exp - claims.iat], ['Ana', 'read', 3600]);
  });

  test('says in a sentence what it lacks, without a stack', () => {
    for (const [args, says] of [
      [['doctor'], /Give the Worker's address/],
      [['token', '--sub', 'Ana'], /FLAGPOST_TOKEN_SECRET/],
      [['import', 'x.csv', '--url', 'http://localhost:1', '--api-key', 'k'], /There is no file/],
    ] as const) {
      assert.throws(
        () => run(...args),
        (error: Error & { stderr: string }) => says.test(error.stderr) && !/ at /.test(error.stderr),
      );
    }
  });
});
