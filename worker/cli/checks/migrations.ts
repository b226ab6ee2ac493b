import { type Check, fine, unsure, wrong } from './check.ts';

/** Whether the database has every migration of this package. */
export const migrations: Check = ({ health, own }) => {
  if (!health?.setup) return [];
  const applied = health.setup.migrations;
  if (applied === null) {
    return [
      unsure('The database has no record of its migrations.', 'Run: npx wrangler d1 migrations apply DB --remote'),
    ];
  }
  const missing = own.migrations.filter((name) => !applied.includes(name));
  if (missing.length === 0) return [fine('Every migration is applied.')];
  return [wrong(`Not applied: ${missing.join(', ')}.`, 'Run: npx wrangler d1 migrations apply DB --remote')];
};
