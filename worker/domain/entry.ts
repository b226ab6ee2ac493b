import type { EventAction, Level, Payload } from '../contract/event.ts';
import { STEPS, type Step } from '../contract/steps.ts';
import { meaningOf } from './meanings.ts';
import { oneLine } from './message.ts';
import { parseProblem } from './problem-name.ts';
import type { Effects } from './story/event.ts';

/** An event on its way into the log: parsed, complete, and believed. */
export interface Entry {
  event_type: string;
  level: Level;
  order_id: string | null;
  /** What may be the order's number, where no known ref says otherwise. */
  hint?: string | null;
  message: string;
  payload: Payload;
  source: string;
  actor: string | null;
  /** The problem by the name that the sender gives it. */
  problem: string | null;
  fact: string | null;
  refs: string[];
  actions: EventAction[];
  /** ms since 1970. */
  occurred_at: number;
  /** Makes two deliveries the same event, within its source, at one moment. */
  key: string;
  /** Of a source that repeats itself: the state `is` of the thing `of`. */
  status: { of: string; is: string } | null;
  /** The key names the event at whatever time it comes: the first delivery stands. */
  once?: boolean;
  /** Of a provider's test mode: it is shown at its order, and means nothing. */
  test?: true;
}

const PROVIDER_LENGTH = 64;

/** A provider's name as a part of another name: one line, in small letters. */
const providerName = (payload: Payload): string =>
  typeof payload.provider === 'string'
    ? oneLine(payload.provider).slice(0, PROVIDER_LENGTH).toLowerCase().toWellFormed()
    : '';

/** Fills a problem's `{field}`; one that ends up empty takes its colon along: `sync:{provider}` → `sync`. */
const filled = (problem: string, { payload }: Entry): string => {
  if (!problem.includes('{')) return problem;
  return problem.replace('{provider}', () => providerName(payload)).replace(/:$/, '');
};

/** The problem of an entry, by its name within the story. */
const problemOf = (entry: Entry): string | null => {
  const { event_type, level, order_id, problem: name } = entry;
  if (name !== null) {
    const parsed = parseProblem(name);
    return parsed !== null && parsed.order_id === order_id ? parsed.problem : name;
  }
  const { opens } = meaningOf(event_type);
  return level === 'info' || opens === undefined ? null : filled(opens, entry);
};

/** The problems that an entry closes beyond those that its type always closes. */
const closedBy = (entry: Entry, problem: string | null): string[] => {
  const byFields = (meaningOf(entry.event_type).closes ?? []).filter((each) => each.includes('{'));
  const named = entry.level === 'info' && problem !== null ? [problem] : [];
  return [...byFields.map((each) => filled(each, entry)), ...named];
};

/** The stream of an entry that has neither order nor ref; undefined where it stands for itself. */
const aloneIn = (entry: Entry, problem: string | null, closes: string[]): string | undefined => {
  const about = problem ?? closes[0];
  if (about !== undefined) return `problem:${about}`;
  if (entry.status) return `status:${entry.status.of}`;
  if (entry.fact !== null) return `fact:${entry.fact}`;
  return entry.once ? `once:${entry.source}:${entry.key}` : undefined;
};

const isStep = (step: unknown): step is Step => STEPS.includes(step as Step);

const without = <T extends object>(fields: { [Name in keyof T]: T[Name] | undefined }): T =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;

/** What an entry says to the rules. */
export const effectsOf = (entry: Entry): { problem: string | null; effects: Effects } => {
  const { event_type, order_id, hint, refs, fact, status, once, payload } = entry;
  if (entry.test) return { problem: null, effects: without<Effects>({ order: order_id ?? undefined, test: true }) };
  const problem = problemOf(entry);
  const closes = closedBy(entry, problem);
  const { amount, currency } = payload;
  const isMoney = event_type === 'order.created' || event_type === 'order.refunded';
  const effects = without<Effects>({
    order: order_id ?? undefined,
    hint: order_id === null ? (hint ?? undefined) : undefined,
    refs: refs.length > 0 ? [...new Set(refs)] : undefined,
    alone: order_id === null ? aloneIn(entry, problem, closes) : undefined,
    closes: closes.length > 0 ? closes : undefined,
    fact: fact ?? undefined,
    status: status ?? undefined,
    once: once ? `${entry.source}:${entry.key}` : undefined,
    amount: isMoney && typeof amount === 'number' ? amount : undefined,
    currency: isMoney && typeof currency === 'string' ? currency : undefined,
    step: event_type === 'order.overdue' && isStep(payload.step) ? payload.step : undefined,
  });
  return { problem, effects };
};

/** Whether an entry can change nothing but itself, so that it needs no other event to be stored. */
export const isQuiet = (entry: Entry, problem: string | null, { order: _, ...effects }: Effects): boolean => {
  const { opens, closes, reaches, ends } = meaningOf(entry.event_type);
  if (entry.test) return true;
  return (
    problem === null &&
    Object.keys(effects).length === 0 &&
    [opens, closes, reaches, ends].every((each) => each === undefined) &&
    entry.event_type !== 'order.created' &&
    entry.event_type !== 'order.refunded'
  );
};
