import { safeAddress } from '../../http/safe-address.ts';
import { ask, sleep } from '../ask.ts';
import { type Fields, instant, list, record } from '../fields.ts';
import { type Access, type Listing, ListingError, needed, shareOf } from '../listing.ts';
import { listed } from './listed.ts';
import { OF_PAGE, ONE_ORDER, PAGE_OF_ORDERS } from './query.ts';

/** @see https://shopify.dev/docs/api/usage/versioning */
const API_VERSION = '2026-10';

const codeOf = (error: unknown): unknown => record(record(error).extensions).code;

/**
 * How long until a query of that cost may be asked, in ms.
 * @see https://shopify.dev/docs/apps/build/apis/graphql-admin/rate-limits
 */
const waitFor = (extensions: unknown): number => {
  const { requestedQueryCost: cost, throttleStatus } = record(record(extensions).cost);
  const { currentlyAvailable: left, restoreRate: rate } = record(throttleStatus);
  const missing = Number(cost) - Number(left);
  return missing > 0 && Number(rate) > 0 ? Math.ceil((missing / Number(rate)) * 1000) : 1000;
};

/** Runs a query, once its cost may be spent. */
const run = async (access: Access, query: string, variables: Fields): Promise<Fields> => {
  const url = new URL(`${access.url}/admin/api/${API_VERSION}/graphql.json`);
  const headers = { 'Content-Type': 'application/json' };
  const init = { method: 'POST', headers, body: JSON.stringify({ query, variables }) };
  for (let { patience } = access; ; ) {
    const { data, errors, extensions } = record(await ask(access, url, init));
    // A field that the token may not read is null, and the rest is there.
    if (data != null) return record(data);
    const codes = list(errors).map(codeOf);
    if (!codes.includes('THROTTLED')) {
      const isDenied = codes.includes('ACCESS_DENIED');
      throw new ListingError('refused', isDenied ? 'The token lacks read_orders' : 'Shopify does not take the query');
    }
    const wait = waitFor(extensions);
    if (wait > patience) throw new ListingError('limited', 'Shopify asks to come back later', wait);
    patience -= wait;
    await sleep(wait);
  }
};

/** The lists of an order that may be longer than a page asks for. */
const isLong = (order: Fields): boolean => {
  const fulfillments = list(order.fulfillments).map(record);
  return (
    fulfillments.length >= OF_PAGE.fulfillments ||
    list(record(order.lineItems).nodes).length >= OF_PAGE.items ||
    list(order.transactions).length >= OF_PAGE.transactions ||
    list(order.refunds).length >= OF_PAGE.refunds ||
    fulfillments.some(({ events }) => list(record(events).nodes).length >= OF_PAGE.events)
  );
};

const whole = async (access: Access, order: Fields): Promise<Fields> => {
  if (!isLong(order)) return order;
  const { order: found } = await run(access, ONE_ORDER, { id: order.id });
  return found == null ? order : record(found);
};

const SHOP = /^([a-z0-9][a-z0-9-]*)(\.myshopify\.com)?$/i;

const addressOf = (settings: Fields): string => {
  const shop = needed(settings, 'SHOPIFY_SHOP', 'the name of the shop, your-shop.myshopify.com');
  const [, name] = SHOP.exec(shop) ?? [];
  if (name === undefined)
    throw new ListingError('unset', 'SHOPIFY_SHOP must be a name such as your-shop.myshopify.com.');
  const { SHOPIFY_API_URL: address = `https://${name.toLowerCase()}.myshopify.com` } = settings;
  const url = safeAddress(`${address}`);
  if (!url) throw new ListingError('unset', 'SHOPIFY_API_URL must be an https address, without a name or password.');
  return url.origin;
};

/**
 * Orders by the moment of their last change, with their fulfilments, refunds and payments. A token with `read_orders` is
 * enough; a shop that sells on invoice adds `read_payment_terms`.
 */
export const shopifyListing: Listing = {
  docs: 'https://shopify.dev/docs/api/admin-graphql/latest/queries/orders',
  settings: ['SHOPIFY_SHOP', 'SHOPIFY_API_TOKEN'],
  remembers: 60,
  access(settings) {
    const url = addressOf(settings);
    const token = needed(settings, 'SHOPIFY_API_TOKEN', 'an access token of the Admin API with read_orders');
    return { url, headers: { 'X-Shopify-Access-Token': token } };
  },
  async page(access, span, cursor) {
    const query = `updated_at:>='${new Date(span.from).toISOString()}'`;
    const { nodes, pageInfo } = record((await run(access, PAGE_OF_ORDERS, { query, after: cursor })).orders);
    const orders = list(nodes).map(record);
    const items = [];
    for (const order of orders) items.push(...listed(await whole(access, order)));
    const { hasNextPage, endCursor } = record(pageInfo);
    const at = instant(record(orders.at(-1)).updatedAt) ?? span.to;
    const next = hasNextPage === true && at <= span.to && typeof endCursor === 'string' ? endCursor : null;
    return { items, next, share: next === null ? 1 : shareOf(span, at) };
  },
};
