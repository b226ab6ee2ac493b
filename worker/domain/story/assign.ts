import { byId, type Effects } from './event.ts';

/** An event as far as it says whose it is. */
export interface Claimant {
  id: string;
  effects: Pick<Effects, 'order' | 'hint' | 'refs'>;
}

/** An event by which a ref leads to an order. */
export interface Claim {
  ref: string;
  id: string;
  stream: string;
  /** How far it is from an event that names the order: 0 is that event, 1 follows it, and so on; `HINT` is a hint. */
  depth: number;
}

/** The claims and links of events that are not loaded: they are pruned, or older than the window. */
export interface Gone {
  claims: readonly Claim[];
  /** Refs that hang together, though no event at hand has both. */
  ties: readonly string[][];
}

export const NOTHING_GONE: Gone = { claims: [], ties: [] };

export interface Assigned {
  /** The stream of each event that names an order or shares a ref, by its id; the others stand alone. */
  streams: Map<string, string>;
  /** For each ref the events that claim it, in order of id. */
  claims: Map<string, Claim[]>;
}

/** A ref that so many orders claim is the shop's own mistake, and decides nothing. */
export const SHARED_BY = 5;

const PROVISIONAL = 'ref:';

/** Whether a stream is of an order that nobody knows yet. */
export const isProvisional = (stream: string): boolean => stream.startsWith(PROVISIONAL);

const ORDER = 'order:';
export const orderStream = (order_id: string): string => ORDER + order_id;

/** The order that a stream is of; null for any other stream. */
export const orderOf = (stream: string | null): string | null =>
  stream?.startsWith(ORDER) ? stream.slice(ORDER.length) : null;

/** The depth of a claim by a hint: deeper than any that goes back to an order's number. */
export const HINT = 1000;

/**
 * Assigns each event to a stream, from the whole set of events that share refs, so that the order of arrival does not
 * matter.
 *
 * 1. An event that names its order claims its refs for it.
 * 2. An event that names none follows the first of its refs that leads anywhere: to the nearest claim before it, or else to
 *    the earliest one after it. Then it claims those of its refs that led nowhere, one step deeper.
 * 3. Where no ref leads anywhere, a hint counts as the order; and others may follow that.
 * 4. The rest shares a provisional stream with the events that it shares a ref with.
 *
 * So a tracking number that a carrier uses again belongs to the new order from its new shipment on.
 */
export const assign = (events: readonly Claimant[], gone: Gone = NOTHING_GONE): Assigned => {
  const streams = new Map<string, string>();
  const claims = new Map<string, Claim[]>();
  const claim = (made: Claim) => {
    claims.set(made.ref, [...(claims.get(made.ref) ?? []), made].sort(byId));
  };
  /** Has the events that name an order, by number or by hint, claim their refs. */
  const settle = (named: (effects: Claimant['effects']) => string | undefined, depth: number) => {
    for (const { id, effects } of events) {
      const order = named(effects);
      if (order === undefined || streams.has(id)) continue;
      streams.set(id, orderStream(order));
      for (const ref of effects.refs ?? []) claim({ ref, id, stream: orderStream(order), depth });
    }
  };
  const shared = sharedRefs(events, gone);
  const refsOf = ({ effects }: Claimant) => (effects.refs ?? []).filter((ref) => !shared.has(ref));

  /** Has events follow the claims that there are, one step deeper each time, until none is left that can. */
  const follow = (from: number, to: number) => {
    const deepest = Math.max(from, ...gone.claims.map(({ depth }) => (depth < to ? depth : from)));
    for (let depth = from, moved = true; moved || depth <= deepest; depth++) {
      for (const made of gone.claims) if (made.depth === depth) claim(made);
      const free = events.filter(({ id }) => !streams.has(id));
      const made = free.flatMap((event) => {
        const leading = refsOf(event).find((ref) => claims.has(ref));
        if (leading === undefined) return [];
        const known = claims.get(leading)!;
        const { stream } = known.findLast(({ id }) => id <= event.id) ?? known[0]!;
        streams.set(event.id, stream);
        return (event.effects.refs ?? []).map((ref): Claim => ({ ref, id: event.id, stream, depth: depth + 1 }));
      });
      const led = new Set(claims.keys());
      for (const each of made) if (!led.has(each.ref)) claim(each);
      moved = streams.size > events.length - free.length;
    }
  };

  settle(({ order }) => order, 0);
  follow(0, HINT);
  settle(({ hint }) => hint, HINT);
  follow(HINT, Number.POSITIVE_INFINITY);
  const rest = events.filter(({ id }) => !streams.has(id)).map((event) => ({ id: event.id, refs: refsOf(event) }));
  for (const [id, stream] of provisional(rest, gone.ties)) streams.set(id, stream);
  return { streams, claims };
};

/** The refs that too many orders claim. */
const sharedRefs = (events: readonly Claimant[], gone: Gone): Set<string> => {
  const orders = new Map<string, Set<string>>();
  const add = (ref: string, stream: string) => orders.set(ref, (orders.get(ref) ?? new Set()).add(stream));
  for (const { ref, stream, depth } of gone.claims) if (depth < HINT) add(ref, stream);
  for (const { effects } of events) {
    if (effects.order !== undefined) for (const ref of effects.refs ?? []) add(ref, orderStream(effects.order));
  }
  return new Set([...orders].flatMap(([ref, streams]) => (streams.size >= SHARED_BY ? [ref] : [])));
};

/** The streams of events whose order nobody knows yet, each named by the smallest ref of those that hang together. */
const provisional = (
  events: readonly { id: string; refs: string[] }[],
  ties: readonly string[][],
): [id: string, stream: string][] => {
  const parents = new Map<string, string>();
  const root = (ref: string): string => {
    const parent = parents.get(ref);
    return parent === undefined ? ref : root(parent);
  };
  for (const refs of [...events.map((event) => event.refs), ...ties]) {
    for (const ref of refs) {
      const [smaller, larger] = [root(refs[0]!), root(ref)].sort();
      if (smaller !== larger) parents.set(larger!, smaller!);
    }
  }
  return events.flatMap(({ id, refs: [ref] }) => (ref === undefined ? [] : [[id, PROVISIONAL + root(ref)]]));
};
