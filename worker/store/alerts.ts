import type { Level } from '../contract/event.ts';
import { hexOf } from '../domain/event-id.ts';
import type { Click, Hidden } from '../domain/story/event.ts';
import { problemKey } from '../domain/story/ringing.ts';
import type { Database } from './database.ts';
import { asId } from './load.ts';
import type { Rung } from './schema.ts';
import { CLAIM_DUE, LOAD_ALONE, LOAD_FAILURES, LOAD_NEED, LOAD_RUNG } from './statements.ts';

/** As much of a failure as it takes to ring about it. Times in ms since 1970. */
export interface Failure {
  id: string;
  event_type: string;
  level: Level;
  stream: string | null;
  order_id: string | null;
  problem: string | null;
  message: string;
  tracking: string | null;
  is_part: boolean;
  occurred_at: number;
  hidden: Hidden | null;
  resolved_at: number | null;
  resolved_by: string | null;
  repeats: number | null;
  came_back: Click | null;
  snoozed_until: number | null;
  ring_at: number | null;
  is_history: boolean;
}

/** A problem that is to be looked at: its failures in order of time, which of them were due, and where they rang. */
export interface Watched {
  failures: Failure[];
  due: string[];
  rung: Rung[];
}

interface Claimed {
  hex: string;
  stream: string | null;
  problem: string | null;
}

type FailureFields = Omit<Failure, 'id' | 'is_part' | 'is_history' | 'came_back'> & {
  hex: string;
  is_part: number;
  is_history: number;
  came_back: string | null;
};

const toFailure = ({ hex, is_part, is_history, came_back, ...row }: FailureFields): Failure => ({
  ...row,
  id: asId(hex),
  is_part: is_part === 1,
  is_history: is_history === 1,
  came_back: came_back === null ? null : JSON.parse(came_back),
});

const inOrder = (a: Failure, b: Failure): number => a.occurred_at - b.occurred_at || (a.id < b.id ? -1 : 1);

const unique = <T>(values: T[]): T[] => [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];

/** Open problems that are not snoozed, errors first, oldest first, so many at the most. Reads as many rows as are open. */
export const loadNeed = async (db: Database, now: number, most: number): Promise<Failure[]> => {
  const { results } = await db.$client.prepare(LOAD_NEED).bind(now, most).all<FailureFields>();
  return results.map(toFailure);
};

/** Events that one run looks at. */
const MOST = 200;

/**
 * Takes the problems that are due, until `lease`: a run that ends before it is done leaves them to one after that. Reads nothing
 * where nothing is due.
 */
export const claimDue = async (db: Database, now: number, lease: number): Promise<Watched[]> => {
  const bind = (query: string, ...values: unknown[]) => db.$client.prepare(query).bind(...values);
  const { results: claimed } = await bind(CLAIM_DUE, now, lease, MOST).all<Claimed>();
  if (claimed.length === 0) return [];
  const pairs = claimed.flatMap(({ stream, problem }) =>
    stream === null || problem === null ? [] : [[stream, problem]],
  );
  const alone = claimed.filter(({ stream, problem }) => stream === null || problem === null).map(({ hex }) => hex);
  const found = await db.$client.batch<FailureFields>([
    bind(LOAD_FAILURES, JSON.stringify(unique(pairs))),
    bind(LOAD_ALONE, JSON.stringify(alone)),
  ]);
  const failures = found.flatMap(({ results }) => results).map(toFailure);
  const ids = JSON.stringify(failures.map(({ id }) => hexOf(id)));
  const { results: rung } = await bind(LOAD_RUNG, ids).all<Omit<Rung, 'id'> & { hex: string }>();
  const due = new Set(claimed.map(({ hex }) => asId(hex)));
  const problems = Map.groupBy(failures, ({ id, stream, problem }) => problemKey(id, stream, problem));
  return [...problems.values()].map((each) => {
    const members = new Set(each.map(({ id }) => id));
    return {
      failures: each.sort(inOrder),
      due: [...members].filter((id) => due.has(id)),
      rung: rung.map(({ hex, ...row }) => ({ ...row, id: asId(hex) })).filter(({ id }) => members.has(id)),
    };
  });
};
