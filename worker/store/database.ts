import { type DrizzleD1Database, drizzle } from 'drizzle-orm/d1';
import { guarded, StorageError } from './guarded.ts';
import * as schema from './schema.ts';

/** Typed by the schema; `$client` takes the statements that no builder can say. */
export type Database = DrizzleD1Database<typeof schema> & { $client: D1Database };

export const database = (binding: D1Database): Database => drizzle(guarded(binding), { schema });

/** An error that storage raised, not we: the caller may try again. */
export const isStorageError = (error: unknown): boolean =>
  error instanceof Error &&
  (error instanceof StorageError || error.name === 'DrizzleQueryError' || isStorageError(error.cause));

/** Whether the tables are not those of this version: a database from before an edit of the migration, or a migration that is not applied. */
export const isOutdated = (error: unknown): boolean =>
  error instanceof Error &&
  (/no such (table|column)|has no column named/.test(error.message) || isOutdated(error.cause));
