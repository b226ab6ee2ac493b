import type { EventAction, LogEvent } from '../contract/event.ts';
import { actionBy } from '../entry.ts';
import { beginRun, endRun } from '../store/action-run.ts';
import { append } from '../store/append.ts';
import type { Database } from '../store/database.ts';
import { callShop, type Outcome } from './call-shop.ts';
import type { Shop } from './shop.ts';

/** What a person asks the shop to do about an event. */
export interface Click {
  action: EventAction;
  event: LogEvent;
  by: string;
}

/** Has the shop do it, and logs how it went. Null where it runs already; otherwise the id of what was logged. */
export const runAction = async (
  db: Database,
  shop: Shop,
  { action, event, by }: Click,
): Promise<{ outcome: Outcome; logged: string } | null> => {
  if (!(await beginRun(db, event.id, action.name))) return null;
  try {
    const body = JSON.stringify({ type: 'flagpost.action', data: { action: action.name, event } });
    const outcome = await callShop(shop, `act_${crypto.randomUUID()}`, body);
    const now = Date.now();
    const { ids } = await append(db, [actionBy(by, event, action, outcome, now)], now);
    return { outcome, logged: ids[0]! };
  } finally {
    await endRun(db, event.id, action.name);
  }
};
