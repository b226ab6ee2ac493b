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
  /** The order is no more than a hint, so that any other claim of the ref is believed before it. */
  isHint: boolean;
}

/** What events say that are not among those at hand: they are pruned, or older than the window. */
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

/**
 * Whose event each one is, from the whole set of events that share refs, so that it does not depend on who came first.
 *
 * 1. An event that names its order claims its refs for it.
 * 2. An event that names none follows the first of its refs that leads anywhere: to the nearest claim before it, or else to
 *    the earliest one after it. Then it claims its other refs.
 * 3. Where no ref leads anywhere, a hint counts as the order; and others may follow that.
 * 4. The rest shares a provisional stream with the events that it shares a ref with.
 *
 * So a tracking number that a carrier uses again belongs to the new order from its new shipment on.
 */
export const assign = (events: readonly Claimant[], gone: Gone = NOTHING_GONE): Assigned => {
  const sorted = events.toSorted(byId);
  const streams = new Map<string, string>();
  const claims = new Map<string, Claim[]>();
  const claim = (made: Claim) => {
    claims.set(made.ref, [...(claims.get(made.ref) ?? []), made].sort(byId));
  };
  const settle = ({ id, effects }: Claimant, stream: string, isHint: boolean) => {
    streams.set(id, stream);
    for (const ref of effects.refs ?? []) claim({ ref, id, stream, isHint });
  };

  for (const made of gone.claims) if (!made.isHint) claim(made);
  for (const event of sorted)
    if (event.effects.order !== undefined) settle(event, orderStream(event.effects.order), false);
  const isShared = (ref: string) => new Set(claims.get(ref)?.map(({ stream }) => stream)).size >= SHARED_BY;
  const shared = new Set([...claims.keys()].filter(isShared));
  const refsOf = ({ effects }: Claimant) => (effects.refs ?? []).filter((ref) => !shared.has(ref));

  /** Has events follow the refs that are claimed by now, until none moves any more. */
  const follow = () => {
    for (let moved = true; moved; ) {
      moved = false;
      for (const event of sorted) {
        if (streams.has(event.id)) continue;
        const leading = refsOf(event)
          .map((ref) => claims.get(ref))
          .find((each) => each !== undefined);
        if (!leading) continue;
        const { stream, isHint } = leading.findLast(({ id }) => id <= event.id) ?? leading[0]!;
        streams.set(event.id, stream);
        for (const ref of refsOf(event)) if (!claims.has(ref)) claim({ ref, id: event.id, stream, isHint });
        moved = true;
      }
    }
  };

  follow();
  for (const made of gone.claims) if (made.isHint && !claims.get(made.ref)?.some(({ isHint }) => !isHint)) claim(made);
  for (const event of sorted) {
    const { hint } = event.effects;
    if (!streams.has(event.id) && hint !== undefined) settle(event, orderStream(hint), true);
  }
  follow();
  const rest = sorted.filter(({ id }) => !streams.has(id)).map((event) => ({ id: event.id, refs: refsOf(event) }));
  for (const [id, stream] of provisional(rest, gone.ties)) streams.set(id, stream);
  return { streams, claims };
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
