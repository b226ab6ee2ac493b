import { eventType } from '../contract/taxonomy.ts';
import type { Entry } from '../domain/entry.ts';
import { clip, describe } from '../domain/message.ts';
import { parseProblem } from '../domain/problem-name.ts';
import { TEST } from '../domain/sentence-in.ts';
import { refs } from './fields.ts';
import type { SourceEvent } from './source.ts';

const DAY = 24 * 60 * 60 * 1000;

/**
 * When a provider says that it happened, in ms; null where it does not, or names a time that cannot be: an event of next
 * year would stand above all others until then. A day is for carriers that leave out their zone.
 */
const timeOf = ({ occurred_at }: SourceEvent, received_at: number): number | null =>
  occurred_at !== null && occurred_at <= received_at + DAY ? occurred_at : null;

/** An event of a test mode: it says so, is shown at its order, and opens, closes and claims nothing. */
const asTest = ({ hint, ...entry }: Entry): Entry => ({
  ...entry,
  order_id: entry.order_id ?? hint ?? null,
  level: 'info',
  message: clip(TEST + entry.message),
  payload: { ...entry.payload, test: true },
  ...{ problem: null, fact: null, status: null, refs: [], retracts: [], actions: [], test: true },
});

/** An event of a provider, ready for the log: with as much of its sentence as is known. Times in ms since 1970. */
export const entryFromSource = (source: string, event: SourceEvent, received_at: number, locale: string): Entry => {
  const { event_type, payload = {}, problem = null } = event;
  const occurred_at = timeOf(event, received_at);
  const entry: Entry = {
    event_type,
    level: event.level ?? eventType(event_type).level,
    order_id: event.order_id ?? (problem === null ? null : (parseProblem(problem)?.order_id ?? null)),
    message:
      clip(event.message ?? '') ||
      (describe(event_type, payload, locale, event.template)?.message ?? eventType(event_type).label),
    payload,
    source,
    actor: event.actor ?? null,
    problem,
    fact: event.fact ?? null,
    // An id of unknown kind may be the one that a shop system gave the order.
    refs: [...(event.refs ?? []), ...refs('id', event.hint)],
    hint: event.hint ?? null,
    ...(event.ids && { ids: event.ids }),
    ...(event.retracts && { retracts: event.retracts }),
    ...(event.history && { history: received_at }),
    actions: event.actions ?? [],
    occurred_at: occurred_at ?? received_at,
    key: event.key,
    status: event.status ?? null,
    // Without a time of its own an event gets another one with each delivery.
    once: event.once === true || occurred_at === null,
  };
  return event.test ? asTest(entry) : entry;
};
