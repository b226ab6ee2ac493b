import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { init } from './init.ts';

const ROOT = join(import.meta.dirname, '../..');
const ID = '11111111-1111-4111-8111-111111111111';
const folder = mkdtempSync(join(tmpdir(), 'flagpost-deploy-'));
after(() => rmSync(folder, { recursive: true }));

const NO_WORKER = { code: 10007, message: 'This Worker does not exist' };

/** As much of Cloudflare's API as the real wrangler asks for on a first deploy, and a list of its requests. */
const requests: { call: string; body: string }[] = [];
const answers: [RegExp, () => unknown][] = [
  [
    /^GET .*d1\/database\?/,
    () => (requests.some(({ call }) => /^POST .*d1\/database$/.test(call)) ? [{ name: 'flagpost', uuid: ID }] : []),
  ],
  [/^POST .*d1\/database$/, () => ({ name: 'flagpost', uuid: ID })],
  [/\/query$/, () => [{ results: [], success: true, meta: { duration: 1 } }]],
  [/assets-upload-session$/, () => ({ jwt: 'jwt', buckets: [] })],
  [/workers\/subdomain$/, () => ({ subdomain: 'shop' })],
  [/workers\/workers\/flagpost$/, () => ({ id: 'flagpost', subdomain: { enabled: true, previews_enabled: false } })],
  [/scripts\/flagpost\/subdomain$/, () => ({ enabled: true, previews_enabled: false })],
  [/^PUT .*scripts\/flagpost\?/, () => ({ id: 'flagpost', deployment_id: 'd', startup_time_ms: 3 })],
];
const cloudflare = createServer(async (request, response) => {
  const call = `${request.method} ${request.url}`;
  requests.push({ call, body: Buffer.concat(await request.toArray()).toString('latin1') });
  const isMissing = /services\/flagpost$|^GET .*(secrets|deployments)$/.test(call);
  const result = isMissing ? null : (answers.find(([pattern]) => pattern.test(call))?.[1]() ?? {});
  response.writeHead(isMissing ? 404 : 200, { 'Content-Type': 'application/json' });
  const errors = isMissing ? [NO_WORKER] : [];
  response.end(JSON.stringify({ success: !isMissing, result, errors, messages: [], result_info: { total_count: 1 } }));
});

let env: NodeJS.ProcessEnv = {};
before(async () => {
  await new Promise<void>((resolve) => cloudflare.listen(0, '127.0.0.1', resolve));
  env = {
    ...process.env,
    PATH: `${join(ROOT, 'node_modules', '.bin')}${delimiter}${process.env.PATH}`,
    WRANGLER_SEND_METRICS: 'false',
    CLOUDFLARE_API_BASE_URL: `http://127.0.0.1:${(cloudflare.address() as AddressInfo).port}`,
    CLOUDFLARE_API_TOKEN: 'token',
    CLOUDFLARE_ACCOUNT_ID: 'account',
  };
  for (const name of ['migrations', 'wrangler.toml', 'dist', 'worker'])
    cpSync(join(ROOT, name), join(folder, name), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
});
after(() => {
  cloudflare.closeAllConnections();
  cloudflare.close();
});

const deploy = async () =>
  (await promisify(execFile)(process.execPath, [join(ROOT, 'worker/cli/main.ts'), 'deploy'], { cwd: folder, env }))
    .stdout;

describe('a first deploy, by the real wrangler', () => {
  test('makes the database, migrates it, then deploys Worker and elements with the secrets, and prints the tags', async () => {
    const { wrote } = init({
      folder,
      origins: ['https://admin.shop.example'],
      sources: [],
      url: 'http://localhost:8787',
    });
    assert.ok(wrote.includes('.prod.vars'));
    const told = await deploy();
    const order = [/^POST .*d1\/database$/, /\/query$/, /assets-upload-session$/, /^PUT .*scripts\/flagpost/].map(
      (pattern) => requests.findIndex(({ call }) => pattern.test(call)),
    );
    assert.ok(!order.includes(-1), JSON.stringify(requests.map(({ call }) => call)));
    assert.deepEqual(
      order,
      order.toSorted((a, b) => a - b),
    );
    assert.match(readFileSync(join(folder, 'wrangler.toml'), 'utf8'), new RegExp(`database_id = "${ID}"`));
    assert.match(requests[order[3]!]!.body, /"name":"TOKEN_SECRET"/);
    assert.match(told, /<script type="module" src="https:\/\/flagpost\.shop\.workers\.dev\/widgets\.js" async>/);
  });

  test('applies every migration before', () => {
    const sql = readFileSync(join(ROOT, 'migrations/0001_activity_log.sql'), 'utf8').slice(0, 60);
    assert.ok(requests.some(({ call, body }) => /\/query$/.test(call) && JSON.parse(body).sql.startsWith(sql)));
  });
});

test('without wrangler it says what to install, and shows no stack', async () => {
  const without = { ...env, PATH: '/nowhere' };
  const failed = await promisify(execFile)(process.execPath, [join(ROOT, 'worker/cli/main.ts'), 'deploy'], {
    cwd: folder,
    env: without,
  }).catch((error) => error);
  assert.equal(failed.code, 1);
  assert.equal(failed.stderr.trim(), 'wrangler is not installed here. Run: npm install --save-dev wrangler');
});
