import { eventType } from '../contract/taxonomy.ts';
import { hex, hexOf } from '../domain/event-id.ts';
import type { Row } from './schema.ts';

const SYNTAX = /[\\^$.*+?()[\]{}|]/g;

/** An address as it is, and as a link may spell it. */
export const spellings = (email: string): string[] => [...new Set([email, encodeURIComponent(email)])];

/** Whether a text holds the address itself, not as a part of a longer one. */
export const namesAddress = (email: string): ((text: string) => boolean) => {
  const either = spellings(email).map((each) => each.replace(SYNTAX, '\\$&'));
  const address = new RegExp(
    `(?<![\\p{L}\\p{N}_.+-])(?:${either.join('|')})(?![\\p{L}\\p{N}_-]|\\.[\\p{L}\\p{N}])`,
    'iu',
  );
  return (text) => address.test(text);
};

/** Any address: one in a name of ours would outlive what was said. */
export const namesAnyAddress = (text: string): boolean => /@|%40/i.test(text);

/** Every column that what was sent can have reached. The order's number, which stays, is in the last two. */
export const REACHED = [
  ...(['message', 'payload', 'actor', 'actions', 'problem', 'resolved_by', 'came_back'] as const),
  ...(['effects', 'stream'] as const),
];

/** All that a row says besides its order's number, to be searched. */
export const told = (row: Row): string => {
  const { order: _, ...effects } = row.effects;
  return REACHED.map((column) => ({ ...row, effects, stream: row.order_id === null ? row.stream : null })[column])
    .map((value) => (typeof value === 'object' ? JSON.stringify(value) : String(value)))
    .join('\n');
};

/** A name that says nothing and is the same for the same name; without the salt nobody can guess what it stood for. */
const alias = async (salt: string, name: string): Promise<string> => {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(`${salt}\0${name}`));
  return `erased:${hex(new Uint8Array(digest).subarray(0, 8))}`;
};

/** The remaining fields of an event. Its refs go: other systems' names of its order are forgotten with it. */
export interface Redacted
  extends Pick<Row, 'message' | 'stream' | 'problem' | 'effects' | 'resolved_by' | 'came_back'> {
  hex: string;
}

/** The text that may not stay: an address in a name, and whether the person who clicked is meant as well. */
export interface Personal {
  names: (text: string) => boolean;
  isClicker: boolean;
}

/** Every text of a JSON value as `change` has it. */
const mapTexts = async <T>(value: T, change: (text: string) => Promise<string>): Promise<T> => {
  if (typeof value === 'string') return (await change(value)) as T;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return (await Promise.all(value.map((one) => mapTexts(one, change)))) as T;
  const fields = Object.entries(value).map(async ([name, inner]) => [name, await mapTexts(inner, change)]);
  return Object.fromEntries(await Promise.all(fields)) as T;
};

/**
 * The event's type, time and result stay; its words go. So do the names by which events are compared, but only where they
 * are personal: the state of problems, and the recognition of repeated states, depend on them. An event stays in its stream,
 * though it has no ref any more that leads there. Where the order itself is erased, each of its events says so, and its
 * customer's view is gone.
 */
export const redacted = async (row: Row, { names, isClicker }: Personal, salt: string): Promise<Redacted> => {
  const safe = async (text: string): Promise<string> => (names(text) ? alias(salt, text) : text);
  const clicker = (by: string): string => (isClicker && names(by) ? 'erased' : by);
  const { refs: _, hint: __, order: ___, erased, ...effects } = row.effects;
  const own = row.stream === null || row.order_id !== null ? {} : { alone: row.stream };
  const isAlone = row.order_id === null;
  return {
    hex: hexOf(row.id),
    message: `${eventType(row.event_type).label} (details erased)`,
    stream: isAlone ? await mapTexts(row.stream, safe) : row.stream,
    problem: await mapTexts(row.problem, safe),
    effects: {
      ...(await mapTexts({ ...own, ...effects }, safe)),
      ...(isAlone ? {} : { order: row.order_id! }),
      ...(erased || !isClicker ? { erased: true } : {}),
    },
    resolved_by: row.resolved_by && clicker(row.resolved_by),
    came_back: row.came_back && { ...row.came_back, by: clicker(row.came_back.by) },
  };
};

/** Whether a row does not say yet that its order is erased. */
export const isUnmarked = (row: Row, { effects }: Redacted): boolean => effects.erased !== row.effects.erased;

/** Whether anything of a row is still to go: what was erased before is not counted again. */
export const isLeft = (row: Row, { hex: _, ...redacted }: Redacted): boolean => {
  const { erased } = row.effects;
  const to = { ...redacted, effects: { ...redacted.effects, erased } };
  return (
    Object.keys(row.payload).length > 0 ||
    row.actor !== null ||
    row.actions !== null ||
    Object.entries(to).some(
      ([column, value]) => JSON.stringify(row[column as keyof typeof to]) !== JSON.stringify(value),
    )
  );
};
