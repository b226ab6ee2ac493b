import type { Entry } from '../store/append.ts';
import { problemOf } from '../store/problems.ts';

/** What went into the log; what the clock raised says what it had waited on. */
export type Told = Entry & { since?: string | null };

/** A person's click, by the id of the event that was clicked. */
export type Clicks = Map<string, { by: string; at: number }>;

/** Until when nobody wants to hear of an event, by its id, and what time it is. */
export interface Snoozes {
  until: Map<string, number>;
  now: number;
}

export interface State {
  id: string;
  order_id: string | null;
  retold: number | null;
  resolved_at: number | null;
  resolved_by: string | null;
  /** Null too once it is over, and while the event is not open. */
  snoozed_until: number | null;
  repeats: number;
  /** The failure that a person took before the run that this one is the newest of. */
  came_back: string | null;
}

/**
 * The whole meaning of the log, as plainly as it can be said: its state is a function of the set of events and of
 * people's clicks on them, whatever order they came in. What the triggers must bring about, one row at a time.
 */
export const stateOf = (entries: Map<string, Told>, clicks: Clicks, snoozes: Snoozes): State[] => {
  const rows = [...entries]
    .map(([id, entry]) => ({ ...entry, ...problemOf(entry), id, place: entry.since ?? id }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  shareOrders(rows);
  const subjectOf = (row: (typeof rows)[number]) => row.order_id ?? row.about ?? row.fact;
  return rows.map((row) => {
    const same = rows.filter((other) => subjectOf(other) !== null && subjectOf(other) === subjectOf(row));
    const closes = (other: (typeof rows)[number]) =>
      other.opens === null &&
      (typeof row.opens === 'number' ? (closing(other, same) & row.opens) > 0 : other.problem === row.opens);
    const chain = same.filter((other) => row.opens !== null && (other.opens === row.opens || closes(other)));
    chain.sort((a, b) => (a.place < b.place ? -1 : 1));
    const at = chain.indexOf(row);
    const next = chain[at + 1];
    const click = clicks.get(row.id);
    const [resolved_at, resolved_by] = click
      ? [click.at, click.by]
      : at >= 0 && next
        ? [Math.max(next.occurred_at, row.occurred_at), next.opens === null ? 'recovered' : 'repeated']
        : [null, null];
    const until = snoozes.until.get(row.id) ?? 0;
    let repeats = 1;
    for (let i = at - 1; i >= 0 && chain[i]!.opens !== null && !clicks.has(chain[i]!.id); i--) repeats++;
    const before = chain.slice(0, Math.max(at - repeats + 1, 0)).findLast(({ opens }) => opens !== null);
    const isNewest = resolved_by !== 'repeated';
    const tellers = same.filter((other) => row.fact !== null && other.fact === row.fact);
    return {
      id: row.id,
      order_id: row.order_id,
      retold: tellers.length > 0 && tellers[0] !== row ? 1 : null,
      resolved_at,
      resolved_by,
      snoozed_until: resolved_at === null && until > snoozes.now ? until : null,
      repeats: isNewest ? repeats : 1,
      came_back: isNewest && before && clicks.has(before.id) ? before.id : null,
    };
  });
};

const OVERDUE = 60;

/** What an event closes; a refund that leaves something of its order's price does not end what is awaited. */
const closing = (event: Entry & { closes: number | null }, same: Entry[]): number => {
  if (event.event_type !== 'order.refunded') return event.closes ?? 0;
  const amounts = (type: string) => same.filter(({ event_type }) => event_type === type);
  const prices = amounts('order.created').flatMap(({ payload }) => (payload.amount ? [Number(payload.amount)] : []));
  const refunds = new Map(amounts('order.refunded').map(({ fact, key, payload }) => [fact ?? key, payload.amount]));
  const paid = [...refunds.values()].reduce<number>((sum, amount) => sum + Number(amount), 0);
  const isPartial = prices.length > 0 && paid < Math.max(...prices);
  return isPartial ? (event.closes ?? 0) & ~OVERDUE : (event.closes ?? 0) | OVERDUE;
};

/** Events that share a ref share an order: an event that knows its order tells those that it shares a ref with. */
const shareOrders = (rows: { order_id: string | null; refs: string[] }[]): void => {
  for (let learned = true; learned; ) {
    learned = false;
    const known = new Map(rows.flatMap(({ order_id, refs }) => (order_id ? refs.map((ref) => [ref, order_id]) : [])));
    for (const row of rows) {
      if (row.order_id !== null) continue;
      row.order_id = row.refs.map((ref) => known.get(ref)).find((order) => order !== undefined) ?? null;
      learned ||= row.order_id !== null;
    }
  }
};
