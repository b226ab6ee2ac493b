import { Hono } from 'hono';
import * as v from 'valibot';
import type { CaughtUp } from '../contract/api.ts';
import { parse, readJson } from '../http/body.ts';
import type { App } from '../http/context.ts';
import { Problem } from '../http/problem-json.ts';
import { catchUpSource, listingSource } from '../jobs/catch-up.ts';
import { entriesOf, store } from '../jobs/fetched.ts';
import type { ListingSource } from '../jobs/window.ts';
import { adminKey } from '../middleware/auth.ts';
import { ANSWERS } from '../openapi/answers.ts';
import { documented } from '../openapi/operation.ts';
import { ListingError } from '../sources/listing.ts';
import { database } from '../store/database.ts';

const MAX_ITEMS = 500;

const Fetched = v.strictObject(
  {
    items: v.pipe(
      v.array(
        v.strictObject({ item: v.unknown(), headers: v.optional(v.record(v.string(), v.string())) }),
        'must be an array',
      ),
      v.maxLength(MAX_ITEMS, `must have at most ${MAX_ITEMS} entries`),
    ),
    history: v.optional(v.boolean('must be true or false')),
  },
  'is not a field of this call',
);

const catching = documented({
  summary:
    'Asks the provider for what it remembers since the last time; or takes what the command line has fetched from it, as `items`.',
  body: Fetched,
  bodyOptional: true,
  answers: {
    200: ANSWERS.CaughtUp,
    404: 'No such source can be asked.',
    502: 'The provider does not answer, or refuses the key.',
    503: 'The key or the address of the provider is not set, or its rate limit is reached.',
  },
});

/** The source of that name, where its provider has an API to list from; otherwise 404. */
const sourceOf = (name: string): ListingSource => {
  const source = listingSource(name);
  if (!source) throw new Problem(404, 'No such source can be asked. Stripe, WooCommerce and Shopify can.');
  return source;
};

const problemOf = ({ kind, message, wait }: ListingError): Problem => {
  const headers = wait === null ? {} : { 'Retry-After': `${Math.ceil(wait / 1000)}` };
  return new Problem(kind === 'unset' || kind === 'limited' ? 503 : 502, message, { headers });
};

export const catchUp = new Hono<App>().post('/:source', catching, adminKey(), async (c) => {
  const source = sourceOf(c.req.param('source'));
  const now = Date.now();
  if ((await c.req.arrayBuffer()).byteLength > 0) {
    const { items, history = false } = parse(Fetched, await readJson(c));
    const listed = items.map(({ item, headers }) => ({ item, ...(headers && { headers }) }));
    const entries = entriesOf(c.env, source, listed, history, now);
    const missed = await store(c.env, database(c.env.DB), source, entries, now, now);
    return c.json({ fetched: entries.length, missed } satisfies CaughtUp);
  }
  try {
    const { fetched, missed, isDone } = await catchUpSource(c.env, source);
    // As in an export, the link means that there is more: the same call fetches it.
    if (!isDone) c.header('Link', `<${new URL(c.req.url).pathname}>; rel="next"`);
    return c.json({ fetched, missed } satisfies CaughtUp);
  } catch (error) {
    if (error instanceof ListingError) throw problemOf(error);
    throw error;
  }
});
