import type { Level } from '../contract/event.ts';
import { eventType, SCOPES, type Scope } from '../contract/taxonomy.ts';

/** What an event is about, what it opens and what it closes, as the table keeps it. */
export interface Problem {
  /** What it is about where it has no order. */
  about: string | null;
  /** On a failure: one of `SCOPES` as its bit, or a problem by the name that the shop gave it. */
  opens: number | string | null;
  /** Those of `SCOPES` that are fine after it, as bits. */
  closes: number | null;
  /** On an info event: the problem that it named. */
  problem: string | null;
}

/** What a failure or a recovery tells of itself. */
interface Told {
  event_type: string;
  level: Level;
  order_id: string | null;
  payload: Record<string, unknown>;
  /** The problem by name, where the sender named it. */
  problem: string | null;
}

/** A scope as the table keeps it. */
export const bitOf = (scope: Scope): number => 1 << SCOPES.indexOf(scope);
const bits = (scopes: readonly Scope[]): number | null => scopes.reduce((sum, scope) => sum | bitOf(scope), 0) || null;

/** `submission:SS-1` is the submission of SS-1; `sync:printify` is that of no order. */
export const scopeOf = (problem: string): { scope: Scope; subject: string; bit: number } | null => {
  const scope = SCOPES.find((each) => problem.startsWith(`${each}:`));
  if (!scope) return null;
  return { scope, subject: scope === 'sync' ? problem : problem.slice(scope.length + 1), bit: bitOf(scope) };
};

/** Whose sync it is: `sync:printify`. */
const syncOf = ({ event_type, payload }: Told): string | null => {
  const { opens, closes = [] } = eventType(event_type);
  if (opens !== 'sync' && !closes.includes('sync')) return null;
  return typeof payload.provider === 'string' ? `sync:${payload.provider.toLowerCase()}` : 'sync';
};

/** What the taxonomy says of a type, and what the sender named on top, in the table's words. */
export const problemOf = (told: Told): Problem => {
  const { order_id, problem: name, level } = told;
  const { opens, closes = [] } = eventType(told.event_type);
  const named = name === null ? null : scopeOf(name);
  const ours = named !== null && (named.scope === 'sync' || order_id === null || order_id === named.subject);
  const about = order_id === null ? ((ours ? named.subject : name) ?? syncOf(told)) : null;
  const fine = bits(closes);
  if (level === 'info') return { about, opens: null, closes: ours ? (fine ?? 0) | named.bit : fine, problem: name };
  return { about, opens: ours ? named.bit : (name ?? (opens ? bitOf(opens) : null)), closes: fine, problem: null };
};

/** The name of the problem that a row is a failure of, or says is fine. */
export const problemName = (row: Problem & { order_id: string | null }): string | null => {
  if (typeof row.opens !== 'number') return row.opens ?? row.problem;
  const scope = SCOPES[Math.log2(row.opens)];
  const subject = row.order_id ?? row.about;
  return scope === 'sync' ? subject : subject && `${scope}:${subject}`;
};
