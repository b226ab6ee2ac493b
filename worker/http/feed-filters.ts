import * as v from 'valibot';
import { FEED_TABS, type FeedFilters, SORTS } from '../contract/api.ts';
import { LEVELS } from '../contract/event.ts';
import { GROUP_NAMES } from '../contract/taxonomy.ts';
import { instant } from './parse-event.ts';

const filled = v.pipe(
  v.string('must be a string'),
  v.minLength(1, 'must not be empty'),
  v.maxLength(256, 'must be at most 256 characters'),
);
const commas = v.pipe(
  filled,
  v.transform((text) => [...new Set(text.split(',').map((part) => part.trim()))]),
  v.maxLength(20, 'must name at most 20'),
);
const time = v.pipe(
  instant,
  v.transform((text) => Date.parse(text)),
);

/** The schema of each filter, from its text in a query. */
export const FILTERS = {
  level: v.optional(v.pipe(commas, v.array(v.picklist(LEVELS, `must be of ${LEVELS.join(', ')}`)))),
  type: v.optional(
    v.pipe(
      commas,
      v.array(
        v.pipe(
          v.string(),
          v.regex(/^[a-z0-9_]+(\.[a-z0-9_]+){0,2}(\.\*)?$/, 'must be a type, or a prefix such as order.*'),
        ),
      ),
    ),
  ),
  group: v.optional(v.pipe(commas, v.array(v.picklist(GROUP_NAMES, `must be of ${GROUP_NAMES.join(', ')}`)))),
  source: v.optional(commas),
  actor: v.optional(filled),
  order_id: v.optional(filled),
  problem: v.optional(filled),
  q: v.optional(v.pipe(filled, v.maxLength(100, 'must be at most 100 characters'))),
  since: v.optional(time),
  until: v.optional(time),
} satisfies Record<keyof Omit<FeedFilters, 'tab'>, v.GenericSchema>;

export const tab = v.picklist(FEED_TABS, `must be one of ${FEED_TABS.join(', ')}`);
export const sort = v.picklist(SORTS, `must be one of ${SORTS.join(', ')}`);

/** The filters in a body: the same names and texts as in a query. */
export const Filter = v.strictObject(FILTERS, 'is not a filter');
