import { decodeBase64Url, encodeBase64Url } from 'hono/utils/encode';
import * as v from 'valibot';
import { isEventId } from '../domain/event-id.ts';
import { NEEDY } from '../store/need.ts';
import { utf8 } from './bytes.ts';
import { FILTERS, sort, tab } from './feed-filters.ts';
import { Problem } from './problem-json.ts';

const sentFilters = v.strictObject({ ...FILTERS, tab: v.optional(tab), sort: v.optional(sort) });

/** The filters of a query, as text. */
export type SentFilters = v.InferInput<typeof sentFilters>;

const id = v.pipe(v.string(), v.check(isEventId));
/** Where a page ended: before an event, or by need, at a level and after an event of it. */
const place = v.union([
  v.strictObject({ before: id, query: v.unknown() }),
  v.strictObject({ level: v.picklist(NEEDY), after: v.nullable(id), query: v.unknown() }),
]);
type Place = v.InferOutput<typeof place>;

/** Where a page ended, and what it was a page of. */
export type Cursor = Place & { query: SentFilters };

export const encodeCursor = (cursor: Cursor): string =>
  encodeBase64Url(utf8(JSON.stringify(cursor)).buffer).replaceAll('=', '');

/** A cursor may come from anywhere: throws 400 for what `encodeCursor` cannot have made. */
export const decodeCursor = (cursor: string): Cursor => {
  try {
    const json = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(decodeBase64Url(cursor));
    const { query, ...rest } = v.parse(place, JSON.parse(json));
    v.assert(sentFilters, query);
    if ((query.sort === 'need') !== 'level' in rest) throw new TypeError('a place of another sort');
    return { ...rest, query };
  } catch {
    throw new Problem(400, 'cursor is not one that this log gave out. Leave it out to start with the newest events.');
  }
};
