import * as v from 'valibot';
import { isEventId } from '../domain/event-id.ts';
import { FILTERS, tab } from './feed-filters.ts';
import { Problem } from './problem-json.ts';

const sentFilters = v.strictObject({ ...FILTERS, tab: v.optional(tab) });

/** The filters of a query, as text. */
export type SentFilters = v.InferInput<typeof sentFilters>;

/** Where a page ended, and what it was a page of. */
export interface Cursor {
  before: string;
  query: SentFilters;
}

const before = v.pipe(v.string(), v.check(isEventId));

export const encodeCursor = (cursor: Cursor): string =>
  btoa(String.fromCharCode(...new TextEncoder().encode(JSON.stringify(cursor))))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

/** A cursor may come from anywhere: throws 400 for what `encodeCursor` cannot have made. */
export const decodeCursor = (cursor: string): Cursor => {
  try {
    const bytes = atob(cursor.replaceAll('-', '+').replaceAll('_', '/'));
    const json = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(
      Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)),
    );
    const { query, ...rest } = v.parse(v.strictObject({ before, query: v.unknown() }), JSON.parse(json));
    v.assert(sentFilters, query);
    return { ...rest, query };
  } catch {
    throw new Problem(400, 'cursor is not one that this log gave out. Leave it out to start with the newest events.');
  }
};
