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
