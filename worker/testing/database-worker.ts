/** A statement and its parameters; bytes are written as `{ bytes }`. */
export type Query = [sql: string, parameters: unknown[]];

/** One call of D1: several statements are one batch. */
export interface Call {
  as: 'all' | 'raw' | 'batch';
  queries: Query[];
}

const parameter = (value: unknown): unknown =>
  typeof value === 'object' && value !== null ? new Uint8Array((value as { bytes: number[] }).bytes) : value;

/** A Worker beside the one that is tested, with the same database: it runs one call of D1 for each request. */
export default {
  async fetch(request, { DB }) {
    const { as, queries } = (await request.json()) as Call;
    const statements = queries.map(([sql, values]) => DB.prepare(sql).bind(...values.map(parameter)));
    try {
      return Response.json(as === 'batch' ? await DB.batch(statements) : await statements[0]![as]());
    } catch (error) {
      return new Response((error as Error).message, { status: 500 });
    }
  },
} satisfies ExportedHandler<{ DB: D1Database }>;
