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
/** The end of a page: an event's id, or in a list by need, a level and the id of an event of that level. */
const place = v.union([
  v.strictObject({ before: id, query: v.unknown() }),
  v.strictObject({ level: v.picklist(NEEDY), after: v.nullable(id), query: v.unknown() }),
]);
type Place = v.InferOutput<typeof place>;

/** The end of a page, and the query of the list. */
export type Cursor = Place & { query: SentFilters };

export const encodeCursor = (cursor: Cursor): string =>
  encodeBase64Url(utf8(JSON.stringify(cursor)).buffer).replaceAll('=', '');

/** Reads a cursor; 400 for one that `encodeCursor` cannot have made. */
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
