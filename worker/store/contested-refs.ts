import { count, inArray, isNotNull } from 'drizzle-orm';
import type { Database } from './database.ts';
import { ref } from './schema.ts';

const MOST = 100;

/** The refs that lead to more than one stream, and to how many. Reads those alone, by their own index. */
export const contestedRefs = (db: Database): Promise<{ ref: string; orders: number }[]> => {
  const contested = db.select({ ref: ref.ref }).from(ref).where(isNotNull(ref.contested));
  return db
    .select({ ref: ref.ref, orders: count() })
    .from(ref)
    .where(inArray(ref.ref, contested))
    .groupBy(ref.ref)
    .limit(MOST);
};
