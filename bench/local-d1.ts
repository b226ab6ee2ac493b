// Opens a local D1 with the migrations applied.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { D1Database } from '@cloudflare/workers-types';
import { getPlatformProxy, unstable_splitSqlQuery } from 'wrangler';

const ROOT = join(import.meta.dirname, '..');

/** Opens a D1 on local workerd, with its file in `folder`. A new one is empty. */
export const openD1 = async (folder: string): Promise<{ DB: D1Database; close: () => Promise<void> }> => {
  const { env, dispose } = await getPlatformProxy<{ DB: D1Database }>({
    configPath: join(ROOT, 'wrangler.toml'),
    persist: { path: folder },
  });
  return { DB: env.DB, close: dispose };
};

/** Applies the migrations, as a deployment does. */
export const migrate = async (DB: D1Database): Promise<void> => {
  const folder = join(ROOT, 'migrations');
  for (const file of readdirSync(folder).sort()) {
    const statements = unstable_splitSqlQuery(readFileSync(join(folder, file), 'utf8'));
    await DB.batch(statements.map((statement) => DB.prepare(statement)));
  }
};
