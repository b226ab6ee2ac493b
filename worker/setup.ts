import type { Setup } from './contract/api.ts';
import { type Env, list, MIN_SECRET_LENGTH, retention, sourceSecrets } from './env.ts';
import { SOURCES } from './sources/index.ts';
import { VERSION } from './version.ts';

const DAY = 24 * 60 * 60 * 1000;
const KEYS = ['API_KEYS', 'ADMIN_KEYS', 'TOKEN_SECRET'] as const;

const strength = (secrets: string[]) => {
  if (secrets.length === 0) return 'missing';
  return secrets.every(({ length }) => length >= MIN_SECRET_LENGTH) ? 'set' : 'weak';
};

const secretsOf = (env: Env): Setup['secrets'] => {
  const keys = KEYS.map((name) => [name, strength(list(env[name]))] as const);
  // Providers choose how long theirs are.
  const sources = Object.keys(SOURCES).map((source) => {
    const isSet = sourceSecrets(env, source).length > 0;
    return [`${source.toUpperCase()}_WEBHOOK_SECRET`, isSet ? 'set' : 'missing'] as const;
  });
  return Object.fromEntries([...keys, ...sources]);
};

/** What wrangler wrote down of the migrations that it applied. */
const migrationsOf = async (db: D1Database): Promise<string[] | null> => {
  try {
    const { results } = await db.prepare('SELECT name FROM d1_migrations ORDER BY id').all<{ name: string }>();
    return results.map(({ name }) => name);
  } catch {
    return null;
  }
};

/** How this deployment is set up: names and states, never a secret. */
export const setupOf = async (env: Env): Promise<Setup> => ({
  version: VERSION,
  migrations: await migrationsOf(env.DB),
  secrets: secretsOf(env),
  allowed_origins: list(env.ALLOWED_ORIGINS),
  retention: { setting: env.RETENTION_DAYS ?? null, days: retention(env) / DAY },
});
