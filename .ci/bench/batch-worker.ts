import type { D1Database, D1PreparedStatement } from '@cloudflare/workers-types';
import type { Entry } from '../../worker/domain/entry.ts';
import { database } from '../../worker/store/database.ts';
import { append } from '../../worker/testing/entries.ts';

/** What `append` would have D1 do, without having it done. */
const statementsOf = async (DB: D1Database, entries: Entry[]): Promise<D1PreparedStatement[]> => {
  const statements: D1PreparedStatement[] = [];
  const recorder = {
    prepare: (query: string) => DB.prepare(query),
    batch: async (batch: D1PreparedStatement[]) => {
      statements.push(...batch);
      return batch.map(() => ({ results: [] }));
    },
  } as unknown as D1Database;
  for (const one of entries) await append(database(recorder), [one]);
  return statements;
};

/** A Worker that records the events it is sent in one statement, as Flagpost does, or in a `batch()` of one each. */
export default {
  fetch: async (request: Request, { DB }: { DB: D1Database }): Promise<Response> => {
    const entries = await request.json<Entry[]>();
    if (request.url.endsWith('/batch')) await DB.batch(await statementsOf(DB, entries));
    else await append(database(DB), entries);
    return new Response();
  },
};
