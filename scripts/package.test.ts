// Part of `npm test`: packs the package, installs it as a shop would, and uses it.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { chromium } from 'playwright-core';
import { preview } from 'vite';
import { createTestHarness } from 'wrangler';
import { asViewer } from '../worker/testing/callers.ts';
import { API_KEY, useWorker } from '../worker/testing/harness.ts';
import { BROWSER_ARGS, browserPath } from './browser.ts';

const ROOT = join(import.meta.dirname, '..');
const BIN = join(ROOT, 'node_modules', '.bin');

const worker = useWorker();
const folder = mkdtempSync(join(tmpdir(), 'flagpost-package-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a command in the empty folder, and returns its output. It finds this project's tools, since nothing can be fetched. */
const run = async (command: string, ...args: string[]): Promise<string> => {
  const { stdout } = await promisify(execFile)(command, args, {
    cwd: folder,
    env: {
      ...process.env,
      PATH: `${BIN}${delimiter}${process.env.PATH}`,
      WRANGLER_SEND_METRICS: 'false',
      FLAGPOST_URL: worker.url.origin,
      FLAGPOST_API_KEY: API_KEY,
    },
  });
  return stdout;
};
const write = (name: string, text: string) => writeFileSync(join(folder, name), text);

let packed: { filename: string; files: { path: string }[] };

before(async () => {
  // Packs the output of `npm run build` and `npm run build:package`, which a real `npm pack` runs before.
  const { stdout } = await promisify(execFile)(
    'npm',
    ['pack', '--json', '--ignore-scripts', '--pack-destination', folder],
    { cwd: ROOT },
  );
  [packed] = JSON.parse(stdout) as [typeof packed];
  write('package.json', '{ "private": true, "type": "module" }');
  await run('npm', 'install', '--offline', '--no-audit', '--no-fund', join(folder, packed.filename));
});

describe('the package', () => {
  test('has the elements, the client, the command line, the Worker, the migrations and the documents, and no source or test', () => {
    const paths = packed.files.map(({ path }) => path);
    for (const path of [
      'dist/widgets.js',
      'dist/badge.js',
      'dist/status.js',
      'dist/widgets.d.ts',
      'dist/custom-elements.json',
      'lib/client/index.js',
      'lib/client/index.d.ts',
      'lib/flagpost.js',
      'lib/worker/index.js',
      'migrations/0001_activity_log.sql',
      'wrangler.toml',
      'README.md',
      'docs/alerts.md',
      'LICENSE',
      'THIRD-PARTY-NOTICES.txt',
    ]) {
      assert.ok(paths.includes(path), path);
    }
    assert.deepEqual(
      paths.filter((path) => /\.test\.|(?<!\.d)\.ts$|\.dev\.vars|\.map$/.test(path)),
      [],
    );
  });

  test('has no dependencies', () => {
    assert.deepEqual(
      readdirSync(join(folder, 'node_modules')).filter((name) => !name.startsWith('.')),
      ['flagpost'],
    );
  });

  test('has the notice of every bundled library, with its full license', () => {
    const read = (file: string) => readFileSync(join(folder, 'node_modules/flagpost', file), 'utf8');
    const [, ...sections] = read('THIRD-PARTY-NOTICES.txt').split(/\n-{80}\n/);
    const noticed = sections.map((section) => /^\s*(\S+) \d/.exec(section)?.[1]);
    // The bundler writes the origin of each part in a comment. The elements have no comments.
    const bundled = ['lib/flagpost.js', 'lib/worker/index.js'].flatMap((file) =>
      Array.from(read(file).matchAll(/^\/\/.*\bnode_modules\/((?:@[\w.-]+\/)?[\w.-]+)/gm), ([, name]) => name),
    );
    for (const name of ['hono', 'drizzle-orm', 'valibot', 'commander', '@clack/prompts']) {
      assert.ok(bundled.includes(name), `${name} is bundled`);
    }
    for (const name of new Set([...bundled, 'lit', 'lit-html'])) assert.ok(noticed.includes(name), name);
    for (const section of sections) {
      assert.match(section, /Permission is hereby granted|Redistribution and use|Permission to use|Apache License/);
    }
  });

  test('exports only files that exist', () => {
    const { exports, bin } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    const targets = (target: unknown): string[] =>
      typeof target === 'string' ? [target] : Object.values(target as object).flatMap(targets);
    const named = [bin.flagpost, ...targets(exports)];
    const paths = packed.files.map(({ path }) => path);
    for (const target of named.filter((target: string) => !target.includes('*'))) {
      assert.ok([...paths, 'package.json'].includes(target.replace(/^\.\//, '')), target);
    }
  });
});

describe('with the package alone', () => {
  test('Node logs an event', async () => {
    write(
      'log.js',
      `import { createClient } from 'flagpost/client';
       const flagpost = createClient({ url: process.env.FLAGPOST_URL, apiKey: process.env.FLAGPOST_API_KEY });
       console.log(JSON.stringify(await flagpost.orderShipped({ order_id: 'SS-1', carrier: 'DHL', tracking: '1Z9' })));`,
    );
    const { ok } = JSON.parse(await run(process.execPath, 'log.js'));
    assert.equal(ok, true);
    const [event] = (await asViewer(worker).feed({})).events;
    assert.equal(event?.message, 'Shipped via DHL — tracking: 1Z9');
  });

  for (const [how, module, moduleResolution] of [
    ['Node', 'NodeNext', 'NodeNext'],
    ['a bundler', 'ESNext', 'Bundler'],
  ] as const) {
    test(`TypeScript for ${how} finds the types of client and elements`, async () => {
      write(
        'use.ts',
        `import { createClient } from 'flagpost/client';
         import type { OrderTimeline } from 'flagpost';
         const flagpost = createClient({ url: 'https://flagpost.example.workers.dev', apiKey: 'key' });
         export const sent = flagpost.orderShipped({ order_id: 'SS-1', carrier: 'DHL', tracking: '1Z9' });
         // @ts-expect-error: a tracking number is needed as well
         flagpost.orderShipped({ order_id: 'SS-1', carrier: 'DHL' });
         // @ts-expect-error: no such option
         flagpost.log('order.delivered', null, { order: 'SS-1' });
         export const order = (timeline: OrderTimeline): string | undefined => timeline.orderId;
         export const tagged = document.createElement('attention-badge').max;`,
      );
      const compilerOptions = {
        module,
        moduleResolution,
        target: 'ES2022',
        lib: ['ES2022', 'DOM', 'DOM.Iterable'],
        strict: true,
        noEmit: true,
        types: [],
      };
      write('tsconfig.json', JSON.stringify({ compilerOptions, files: ['use.ts'] }));
      await run('tsc', '-p', '.');
    });
  }

  test('a CommonJS project logs an event too, and TypeScript’s node16 finds the types there', async () => {
    write(
      'log.cjs',
      `const { createClient } = require('flagpost/client');
       const flagpost = createClient({ url: process.env.FLAGPOST_URL, apiKey: process.env.FLAGPOST_API_KEY });
       flagpost.orderShipped({ order_id: 'SS-2', carrier: 'DHL', tracking: '2Z9' }).then((sent) => console.log(sent.ok));`,
    );
    assert.equal((await run(process.execPath, 'log.cjs')).trim(), 'true');
    write(
      'use.cts',
      `import { createClient, type LogResult } from 'flagpost/client';
       import type { OrderTimeline } from 'flagpost';
       import type { AttentionBadge } from 'flagpost/badge';
       import { OrderStatus } from 'flagpost/status';
       const flagpost = createClient({ url: 'https://flagpost.example.workers.dev', apiKey: 'key' });
       export const sent: Promise<LogResult> = flagpost.orderShipped({ order_id: 'SS-1', carrier: 'DHL', tracking: '1Z9' });
       // @ts-expect-error: a tracking number is needed as well
       flagpost.orderShipped({ order_id: 'SS-1', carrier: 'DHL' });
       export const order = (timeline: OrderTimeline): string | undefined => timeline.orderId;
       export const most = (badge: AttentionBadge): number | undefined => badge.max;
       export const shown = (status: OrderStatus): Promise<void> => status.load();
       export const made = (): OrderStatus => new OrderStatus();`,
    );
    for (const module of ['Node16', 'NodeNext']) {
      const compilerOptions = {
        ...{ module, moduleResolution: module, target: 'ES2022', lib: ['ES2022', 'DOM', 'DOM.Iterable'] },
        ...{ strict: true, noEmit: true, types: [] },
      };
      write('tsconfig.json', JSON.stringify({ compilerOptions, files: ['use.cts'] }));
      await run('tsc', '-p', '.');
    }
  });

  test('a server may import the elements, which are not defined there', async () => {
    write(
      'server.js',
      `import { ActivityFeed, customize } from 'flagpost';
       import { AttentionBadge } from 'flagpost/badge';
       import { OrderStatus } from 'flagpost/status';
       customize({});
       console.log(typeof ActivityFeed, typeof AttentionBadge, typeof OrderStatus, typeof globalThis.customElements);`,
    );
    assert.equal((await run(process.execPath, 'server.js')).trim(), 'function function function undefined');
  });

  test('Vite builds a plain page whose elements work in a browser', async () => {
    write(
      'index.html',
      `<!doctype html><title>Shop</title><script type="module">import 'flagpost';</script>
       <attention-badge api="${worker.url.origin}">Activity</attention-badge><order-timeline order-id="SS-1"></order-timeline>`,
    );
    await run('vite', 'build', '--logLevel', 'error', '--outDir', 'site');
    const server = await preview({
      root: folder,
      configFile: false,
      logLevel: 'silent',
      build: { outDir: 'site' },
      preview: { port: 0 },
    });
    const browser = await chromium.launch({ executablePath: await browserPath(), args: BROWSER_ARGS });
    try {
      const page = await browser.newPage();
      await page.goto(server.resolvedUrls!.local[0]!);
      await page.waitForFunction(`document.querySelector('order-timeline')?.shadowRoot`);
      assert.equal(await page.evaluate(`Boolean(customElements.get('activity-feed'))`), true);
    } finally {
      await browser.close();
      await server.close();
    }
  });

  test('the command line prints its version, and sets up a folder with the package’s Worker', async () => {
    assert.match(await run('npx', '--offline', 'flagpost', '--version'), /^\d+\.\d+\.\d+$/m);
    await run('npx', '--offline', 'flagpost', 'init', '--origin', 'http://localhost:3000');
    const server = createTestHarness({ root: folder, workers: [{ configPath: 'wrangler.toml' }] });
    try {
      const { url } = await server.listen();
      await server.getWorker().applyD1Migrations('DB');
      assert.equal((await fetch(new URL('/healthz', url))).status, 200);
      assert.equal((await fetch(new URL('/widgets.js', url))).headers.get('Access-Control-Allow-Origin'), '*');
    } finally {
      await server.close();
    }
  });
});
