// The names that an entry gives: of its parcel, its problem and its fact, and of those that it closes and takes back.
import type { Entry, Thing } from './entry.ts';
import { meaningOf } from './meanings.ts';
import { oneLine } from './message.ts';
import { parseProblem } from './problem-name.ts';

const NAME_LENGTH = 64;

/** A provider or a channel as a part of another name: one line, in small letters. */
const nameOf = (value: unknown): string =>
  typeof value === 'string' ? oneLine(value).slice(0, NAME_LENGTH).toLowerCase().toWellFormed() : '';

const idOf = (value: unknown): string => (typeof value === 'string' ? value : Number.isFinite(value) ? `${value}` : '');

/** The parcel of an entry: its tracking number, or the provider's own id of the shipment. */
export const parcelOf = ({ ids, payload }: Entry): string => ids?.parcel ?? idOf(payload.tracking);

/** The text in the place of a `{field}`; empty where the entry has none. */
const fieldOf = (field: string, entry: Entry): string => {
  const { ids, payload } = entry;
  if (field === 'parcel') return parcelOf(entry);
  if (field === 'provider' || field === 'channel') return nameOf(payload[field]);
  return (Object.hasOwn(ids ?? {}, field) && ids?.[field as Thing]) || idOf(payload[field]);
};

/** Fills the `{field}` of a name; `missing` stands in its place where the entry does not say it. */
const filled = (name: string, entry: Entry, missing: string): string =>
  name.replace(/\{(\w+)\}/, (_, field: string) => fieldOf(field, entry) || missing);

/** `sync:{provider}` → `sync:printify`, or `sync` where the provider is not said. */
const problemNamed = (name: string, entry: Entry): string =>
  name.includes('{') ? filled(name, entry, '').replace(/:$/, '') : name;

/** The problem of an entry, by its name within the story. */
export const problemOf = (entry: Entry): string | null => {
  const { event_type, level, order_id, problem: name } = entry;
  const { opens, settles } = meaningOf(event_type);
  if (name !== null) {
    const parsed = parseProblem(name);
    return parsed !== null && parsed.order_id === order_id ? parsed.problem : name;
  }
  return level === 'info' || opens === undefined || settles ? null : problemNamed(opens, entry);
};

/** The problems that an entry closes beyond those that its type always closes. */
export const closedBy = (entry: Entry, problem: string | null): string[] => {
  const { closes = [], settles } = meaningOf(entry.event_type);
  const byFields = closes.filter((each) => each.includes('{'));
  const isNamed = problem !== null && (entry.level === 'info' || settles);
  // One that names no parcel means any; one that names it means also a problem that names none.
  const families = byFields.flatMap((each) => [filled(each, entry, '*'), each.replace(/:\{\w+\}$/, '')]);
  return [...new Set([...families, ...(isNamed ? [problem] : [])])];
};

/** The fact of an entry: the one that it says, or its type's where that can be filled. */
export const factOf = (entry: Entry): string | null => {
  const { fact } = meaningOf(entry.event_type);
  if (entry.fact !== null || fact === undefined) return entry.fact;
  const named = filled(fact, entry, '');
  return named.endsWith(':') ? null : named;
};

/** The facts that an entry takes back. One whose thing it does not say takes back any of its kind. */
export const retractedBy = (entry: Entry): string[] => [
  ...(meaningOf(entry.event_type).retracts ?? []).map((fact) => filled(fact, entry, '*')),
  ...(entry.retracts ?? []),
];
