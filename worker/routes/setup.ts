import type { Setup } from '../contract/api.ts';
import { list } from '../domain/list-setting.ts';
import {
  allowedOrigins,
  type Env,
  flawsOf,
  foldSettings,
  MIN_SECRET_LENGTH,
  retention,
  sourceSecrets,
} from '../env.ts';
import { warnedLastWeek } from '../jobs/warned.ts';
import { SOURCES } from '../sources/index.ts';
import { contestedRefs } from '../store/contested-refs.ts';
import { database } from '../store/database.ts';
import { VERSION } from '../version.ts';

const DAY = 24 * 60 * 60 * 1000;

const strength = (secrets: string[]) => {
  if (secrets.length === 0) return 'missing';
  return secrets.every(({ length }) => length >= MIN_SECRET_LENGTH) ? 'set' : 'weak';
};

const secretsOf = (env: Env): Setup['secrets'] => {
  // A provider's secret is as long as the provider makes it, so it is never weak.
  const sources = Object.keys(SOURCES).map((source) => {
    const isSet = sourceSecrets(env, source).length > 0;
    return [`${source.toUpperCase()}_WEBHOOK_SECRET`, isSet ? 'set' : 'missing'] as const;
  });
  return {
    API_KEYS: strength(list(env.API_KEYS)),
    ADMIN_KEYS: strength(list(env.ADMIN_KEYS)),
    // It is one secret, in which a comma is a character like any other.
    TOKEN_SECRET: strength(env.TOKEN_SECRET ? [env.TOKEN_SECRET] : []),
    ...Object.fromEntries(sources),
  };
};

/** The migrations that wrangler has applied, from its own table; null where it has none. */
const migrationsOf = async (db: D1Database): Promise<string[] | null> => {
  try {
    const { results } = await db.prepare('SELECT name FROM d1_migrations ORDER BY id').all<{ name: string }>();
    return results.map(({ name }) => name);
  } catch {
    return null;
  }
};

/** The settings of this deployment: names and states, never a secret. */
export const setupOf = async (env: Env): Promise<Setup> => ({
  version: VERSION,
  migrations: await migrationsOf(env.DB),
  secrets: secretsOf(env),
  allowed_origins: allowedOrigins(env),
  contested_refs: await contestedRefs(database(env.DB)),
  deadlines: {
    steps: [...foldSettings(env).steps],
    flaws: flawsOf(env),
    warned: await warnedLastWeek(database(env.DB), Date.now()),
  },
  retention: { setting: env.RETENTION_DAYS ?? null, days: retention(env) / DAY },
});
