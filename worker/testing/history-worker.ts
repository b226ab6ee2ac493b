import type { Entry } from '../domain/entry.ts';
import { checkLog, type Seen } from './check-log.ts';
import { type Operation, RandomShop } from './random-shop.ts';
import { withRoutes } from './with-routes.ts';

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

export default withRoutes({ '/history': ({ DB }, history: History) => play(DB, history) });
