import type { Level } from '../contract/event.ts';
import { eventType, SCOPES, type Scope } from '../contract/taxonomy.ts';
import { oneLine } from '../domain/message.ts';

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

/** `submission:SS-1` is the submission of SS-1; `sync:printify`, like `sync` alone, is no order's. */
export const scopeOf = (problem: string): { scope: Scope; subject: string; bit: number } | null => {
  const scope = SCOPES.find((each) => problem.startsWith(`${each}:`)) ?? (problem === 'sync' ? 'sync' : undefined);
  const subject = scope === 'sync' ? problem : problem.slice((scope ?? '').length + 1);
  return scope && subject ? { scope, subject, bit: bitOf(scope) } : null;
};

/** The order that a problem's name says it is of: that of an event which names no other. */
export const orderOf = (problem: string | null): string | null => {
  const named = problem === null ? null : scopeOf(problem);
  return named && named.scope !== 'sync' ? named.subject : null;
};

const PROVIDER_LENGTH = 64;

/** Whose sync it is: `sync:printify`. */
const syncOf = ({ event_type, payload }: Told): string | null => {
  const { opens, closes = [] } = eventType(event_type);
  if (opens !== 'sync' && !closes.includes('sync')) return null;
  const provider = typeof payload.provider === 'string' ? oneLine(payload.provider).slice(0, PROVIDER_LENGTH) : '';
  return provider ? `sync:${provider.toLowerCase().toWellFormed()}` : 'sync';
};

/**
 * What the taxonomy says of a type, and what the sender named on top, in the table's words. A name of `SCOPES` counts as
 * one where it is of the event's own subject; any other is a plain name, within the order where there is one.
 */
export const problemOf = (told: Told): Problem => {
  const { order_id, problem: name, level } = told;
  const { opens, closes = [] } = eventType(told.event_type);
  const named = name === null ? null : scopeOf(name);
  const ours = named !== null && named.subject === (order_id ?? named.subject);
  const about = order_id === null ? ((ours ? named.subject : name) ?? syncOf(told)) : null;
  const fine = bits(closes);
  if (level === 'info') return { about, opens: null, closes: ours ? (fine ?? 0) | named.bit : fine, problem: name };
  // A sync within an order is a problem by its name: the bit would be any provider's.
  const usual = opens === 'sync' && order_id !== null ? syncOf(told) : opens ? bitOf(opens) : null;
  return { about, opens: ours ? named.bit : (name ?? usual), closes: fine, problem: null };
};

/** The name of the problem that a row is a failure of, or says is fine. */
export const problemName = (row: Problem & { order_id: string | null }): string | null => {
  if (typeof row.opens !== 'number') return row.opens ?? row.problem;
  const scope = SCOPES[Math.log2(row.opens)];
  const subject = row.order_id ?? row.about;
  return scope === 'sync' ? subject : subject && `${scope}:${subject}`;
};
