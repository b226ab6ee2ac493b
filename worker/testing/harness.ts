import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach } from 'node:test';
import type { D1Database } from '@cloudflare/workers-types';
import { createTestHarness } from 'wrangler';
import { tallies } from '../store/source-stat.ts';
import { closeAtEnd, isKept } from './between-files.ts';
import { compareAnswers } from './compare-answers.ts';
import { remoteD1 } from './remote-d1.ts';

export const API_KEY = 'test-api-key-0123456789abcdef0123456789';
export const ADMIN_KEY = 'test-admin-key-0123456789abcdef012345678';
export const TOKEN_SECRET = 'test-token-secret-0123456789abcdef01234';
export const ORIGIN = 'https://admin.shop.example';

/** The secrets that every test's Worker has; a test may override or remove some. */
export const SECRETS: Record<string, string> = {
  API_KEYS: API_KEY,
  ADMIN_KEYS: ADMIN_KEY,
  TOKEN_SECRET,
  ALLOWED_ORIGINS: ORIGIN,
  STRIPE_WEBHOOK_SECRET: 'whsec_stripe_test_secret',
  PRINTIFY_WEBHOOK_SECRET: 'printify-test-secret',
  RESEND_WEBHOOK_SECRET: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  STANDARD_WEBHOOK_SECRET: 'whsec_plJ3nmyCDGBKInavdOK15jslAAAAAAAA',
};

export const ROOT = join(import.meta.dirname, '../..');

/** A file of wrangler.toml as it is, but for what is changed; its paths lead where they did. */
export const changedConfig = (change: (toml: string) => string): string => {
  const folder = mkdtempSync(join(tmpdir(), 'flagpost-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'wrangler.toml');
  const toml = change(readFileSync(join(ROOT, 'wrangler.toml'), 'utf8'));
  const here = toml.replace(/"((?:worker|bench)\/[\w/-]+\.ts|dist|migrations)"/g, (_, file: string) =>
    JSON.stringify(join(ROOT, file)),
  );
  writeFileSync(path, here);
  return path;
};

/** A wrangler.toml whose Worker is another file, for `changedConfig`. */
export const withEntry =
  (file: string) =>
  (toml: string): string =>
    toml.replace('worker/index.ts', file);

/** A copy of wrangler.toml away from the `.dev.vars` that `npm start` and `init` write, so that no test sees their settings. */
export const CONFIG = changedConfig((toml) => toml);

/** Makes `tested-worker.ts` the Worker of a wrangler.toml, for `changedConfig`. */
export const asTested = withEntry('worker/testing/tested-worker.ts');

const TESTED_CONFIG = changedConfig(asTested);

/** All that a test may fill. */
export const TABLES = [
  'activity_log',
  'stream',
  'ref',
  'action_run',
  'job_run',
  'source_stat',
  'alert',
  'alert_channel',
];

type Server = ReturnType<typeof createTestHarness>;

interface OpenWorker {
  configPath: string;
  server: Server;
}

/** Workers that no test file uses at the moment; the one that was used last comes last. */
const idle: OpenWorker[] = [];

/** The most idle Workers that stay open. */
const MOST = 3;

const closeIdle = async (): Promise<void> => {
  const most = isKept() ? MOST : 0;
  for (const { server } of idle.splice(0, Math.max(idle.length - most, 0))) await server.close();
};
closeAtEnd(closeIdle);

/** Gives tests the tested Worker's database. */
const DATABASE_WORKER = {
  name: 'database',
  main: 'worker/testing/database-worker.ts',
  compatibility_date: '2026-08-01',
  d1_databases: [{ binding: 'DB', database_name: 'flagpost', database_id: '00000000-0000-0000-0000-000000000000' }],
};

/** A Worker of this configuration that listens and has its tables: one that is idle, or a new one. */
const openWorker = async (configPath: string): Promise<Server> => {
  const at = idle.findLastIndex((open) => open.configPath === configPath);
  if (at >= 0) return idle.splice(at, 1)[0]!.server;
  const server = createTestHarness({ root: ROOT, workers: [{ configPath }, { config: DATABASE_WORKER }] });
  await server.listen();
  await server.getWorker().applyD1Migrations('DB');
  return server;
};

/**
 * The real Worker on workerd with a real, migrated D1, for one test file.
 * The database is emptied before each test; or filled once by `seed`, and kept. The entry of another `configPath` has to be
 * made by `withRoutes`.
 */
export const useWorker = ({
  secrets = {},
  seed,
  configPath = TESTED_CONFIG,
}: {
  secrets?: Record<string, string>;
  seed?: (db: D1Database) => Promise<void>;
  configPath?: string;
} = {}) => {
  const settings = { ...SECRETS, ...secrets };
  let isChanged = false;
  let server: Server;
  const context = {
    url: new URL('http://localhost'),
    db: undefined as unknown as D1Database,
    /** The number of answers that were compared with `/openapi.json`. */
    compared: 0,
    /**
     * A request to the Worker itself; `path` may be relative. A request to `url` is slower, since wrangler's own Worker passes it
     * on, and gets the elements' scripts too.
     */
    fetch: async (path: string, init: RequestInit = {}): Promise<Response> => {
      const url = new URL(path, context.url);
      const answer = (await server.getWorker().fetch(url.href, init as never)) as unknown as Response;
      if (answers) await context.compare(init.method ?? 'GET', url.href, answer.clone());
      return answer;
    },
    /** Asks a route that a test's own Worker has (`with-routes.ts`). */
    play: async <T>(route: string, question: unknown): Promise<T> => {
      const answer = await context.fetch(route, { method: 'POST', body: JSON.stringify(question) });
      if (!answer.ok) throw new Error(await answer.text());
      return (await answer.json()) as T;
    },
    /** Compares an answer that came by another way than `fetch` with `/openapi.json`. */
    compare: async (method: string, path: string, answer: Response): Promise<void> => {
      await answers!.compare(method, new URL(path, context.url), answer);
      context.compared++;
    },
    /** Changes some settings until the test ends. */
    set: (changed: Record<string, string>) => {
      isChanged = true;
      return context.play('/settings', { ...settings, ...changed });
    },
    /** Runs a cron. */
    cron: (cron: string) => server.getWorker().scheduled({ cron, scheduledTime: new Date() }),
    logs: () => server.getLogs(),
  };
  const empty = () => context.db.batch(TABLES.map((table) => context.db.prepare(`DELETE FROM ${table}`)));
  let answers: Awaited<ReturnType<typeof compareAnswers>> | undefined;
  before(async () => {
    server = await openWorker(configPath);
    // Forgets what this process counted for an earlier file. `with-routes.ts` does so in the Worker.
    tallies.clear();
    server.clearLogs();
    context.url = (await server.listen()).url;
    const database = server.getWorker(DATABASE_WORKER.name);
    context.db = remoteD1(
      (body) => database.fetch('http://database/', { method: 'POST', body }) as unknown as Promise<Response>,
    );
    await context.play('/settings', settings);
    answers = await compareAnswers(context.url, () => {
      context.compared++;
    });
    if (!seed) return;
    await empty();
    await seed(context.db);
  });
  beforeEach(async () => {
    if (!seed) await empty();
    if (isChanged) await context.play('/settings', settings);
    isChanged = false;
  });
  after(async () => {
    answers?.stop();
    if (server) idle.push({ configPath, server });
    await closeIdle();
  });
  return context;
};

export type TestWorker = ReturnType<typeof useWorker>;
