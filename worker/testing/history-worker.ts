import { app } from '../app.ts';
import type { Entry } from '../domain/entry.ts';
import type { Env } from '../env.ts';
import { checkLog, type Seen } from './check-log.ts';
import { type Operation, RandomShop } from './random-shop.ts';

/** Events that come, and the changes in their order: `n` is a count, or a choice. */
export interface History {
  queue: Entry[];
  steps: { op: Operation; n: number }[];
}

/** Plays a history on an empty log. */
const play = async (DB: D1Database, { queue, steps }: History): Promise<Seen> => {
  const shop = new RandomShop(DB);
  for (const { op, n } of steps) await shop.play(op, n, queue);
  while (queue.length > 0) await shop.send(queue.splice(0, 3));
  return checkLog(shop);
};

/** The Worker with one more route, for tests alone: it plays a history in workerd, where a statement is not a request. */
export default {
  async fetch(request, env, context) {
    if (new URL(request.url).pathname !== '/history') return app.fetch(request, env, context);
    try {
      return Response.json(await play(env.DB, await request.json()));
    } catch (error) {
      return new Response((error as Error).stack ?? String(error), { status: 500 });
    }
  },
} satisfies ExportedHandler<Env>;
