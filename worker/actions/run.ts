import type { EventAction, LogEvent } from '../contract/event.ts';
import { actionBy } from '../domain/person-entry.ts';
import type { FoldSettings } from '../domain/story/fold.ts';
import { beginRun, endRun } from '../store/action-run.ts';
import { append } from '../store/append.ts';
import type { Database } from '../store/database.ts';
import type { Row } from '../store/schema.ts';
import { callShop, type Outcome } from './call-shop.ts';
import type { Shop } from './shop.ts';

/** A person's request that the shop does something about an event. */
export interface Click {
  action: EventAction;
  event: LogEvent;
  by: string;
}

/** Asks the shop to run an action, and logs the outcome. Null where it is running already; otherwise the logged event. */
export const runAction = async (
  db: Database,
  shop: Shop,
  { action, event, by }: Click,
  settings: FoldSettings,
): Promise<{ outcome: Outcome; logged: Row } | null> => {
  if (!(await beginRun(db, event.id, action.name))) return null;
  try {
    const body = JSON.stringify({ type: 'flagpost.action', data: { action: action.name, event } });
    const outcome = await callShop(shop, `act_${crypto.randomUUID()}`, body);
    const now = Date.now();
    const { ids, added } = await append(db, [actionBy(by, event, action, outcome, now)], settings, now);
    return { outcome, logged: added.get(ids[0]!)! };
  } finally {
    await endRun(db, event.id, action.name);
  }
};
