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

/** Every column that what was sent can have reached. */
export const REACHED = [
  ...(['message', 'payload', 'actor', 'refs', 'actions', 'about', 'opens', 'problem'] as const),
  ...(['fact', 'source_key', 'state', 'resolved_by'] as const),
];

/** All that a row says, to be searched. */
export const told = (row: Row): string =>
  REACHED.map((column) => row[column])
    .map((value) => (typeof value === 'object' ? JSON.stringify(value) : String(value)))
    .join('\n');

/** A name that says nothing and is the same for the same name; without the salt nobody can guess what it stood for. */
const alias = async (salt: string, name: string): Promise<string> => {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(`${salt}\0${name}`));
  return `erased:${hex(new Uint8Array(digest).subarray(0, 8))}`;
};

/** What is left of an event; `clicked_by` only where a name has to go. */
export interface Redacted
  extends Pick<Row, 'message' | 'about' | 'opens' | 'problem' | 'fact' | 'source_key' | 'state'> {
  hex: string;
  clicked_by: string | null;
}

/** What may not stay: an address in a name, and whether the person who clicked is meant as well. */
export interface Personal {
  names: (text: string) => boolean;
  isClicker: boolean;
}

/**
 * What happened, when, and what came of it stays; what was said of it goes. So do the names by which events are compared,
 * but only where they are personal: the state of problems, and what a provider repeats, hang on them.
 */
export const redacted = async (row: Row, { names, isClicker }: Personal, salt: string): Promise<Redacted> => {
  const safe = async <T>(name: T): Promise<T> =>
    typeof name === 'string' && names(name) ? ((await alias(salt, name)) as T) : name;
  const forgets = [row.source_key, row.state].some((name) => name !== null && names(name));
  return {
    hex: hexOf(row.id),
    message: `${eventType(row.event_type).label} (details erased)`,
    about: await safe(row.about),
    opens: await safe(row.opens),
    problem: await safe(row.problem),
    fact: await safe(row.fact),
    source_key: forgets ? null : row.source_key,
    state: forgets ? null : row.state,
    clicked_by: isClicker && names(row.resolved_by ?? '') ? 'erased' : null,
  };
};

/** Whether anything of a row is still to go: what was erased before is not counted again. */
export const isLeft = (row: Row, { hex: _, clicked_by, ...to }: Redacted): boolean =>
  clicked_by !== null ||
  Object.keys(row.payload).length > 0 ||
  [row.actor, row.refs, row.actions].some((value) => value !== null) ||
  Object.entries(to).some(([column, value]) => row[column as keyof typeof to] !== value);
