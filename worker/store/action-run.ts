import { and, eq, lt } from 'drizzle-orm';
import type { Database } from './database.ts';
import { actionRun } from './schema.ts';

/** A run that takes longer died with its Worker, in ms. */
const LONGEST = 60_000;

/** False where the same action of the same event runs already. */
export const beginRun = async (db: Database, id: string, name: string, now = Date.now()): Promise<boolean> => {
  const [, begun] = await db.batch([
    db.delete(actionRun).where(lt(actionRun.started_at, now - LONGEST)),
    db.insert(actionRun).values({ id, name, started_at: now }).onConflictDoNothing().returning(),
  ]);
  return begun.length === 1;
};

export const endRun = async (db: Database, id: string, name: string): Promise<void> => {
  await db.delete(actionRun).where(and(eq(actionRun.id, id), eq(actionRun.name, name)));
};
