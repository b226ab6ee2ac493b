import { type ApiAnswer, useApi } from './api.ts';

export const SHOPIFY_TOKEN = 'shpat_0123456789abcdef';

/** An order as the Admin API has it, with whole lists instead of connections' pages. */
export interface ShopifyOrder {
  id: string;
  updatedAt: string;
  fulfillments?: object[];
  transactions?: object[];
  refunds?: object[];
  [field: string]: unknown;
}

const encode = ({ updatedAt, id }: ShopifyOrder) => btoa(JSON.stringify({ last_id: id, last_value: updatedAt }));

/** An order after the one that a cursor stands for, whether or not that one is still where it was. */
const isAfter = (order: ShopifyOrder, cursor: string): boolean => {
  const { last_id, last_value } = JSON.parse(atob(cursor)) as { last_id: string; last_value: string };
  return order.updatedAt > last_value || (order.updatedAt === last_value && order.id > last_id);
};

/** As many of each list as the query asks for. */
const cut = (order: ShopifyOrder, query: string): ShopifyOrder => {
  const most = (name: string) => Number(new RegExp(`${name}\\(first: (\\d+)`).exec(query)?.[1]);
  const short = (name: 'fulfillments' | 'transactions' | 'refunds') => (order[name] ?? []).slice(0, most(name));
  return {
    ...order,
    fulfillments: short('fulfillments'),
    transactions: short('transactions'),
    refunds: short('refunds'),
  };
};

export const throttled = (requested: number, left: number, restoreRate: number): ApiAnswer => [
  200,
  {
    errors: [{ message: 'Throttled', extensions: { code: 'THROTTLED' } }],
    extensions: { cost: { requestedQueryCost: requested, throttleStatus: { currentlyAvailable: left, restoreRate } } },
  },
];

/**
 * The Admin API's orders by the moment of their last change.
 * @see https://shopify.dev/docs/api/admin-graphql/latest/queries/orders
 * @see https://shopify.dev/docs/api/usage/pagination-graphql
 */
export const useShopifyApi = async () => {
  const shop = { orders: [] as ShopifyOrder[] };
  const api = await useApi(({ url, headers, body }) => {
    if (headers['x-shopify-access-token'] !== SHOPIFY_TOKEN) return [401, { errors: '[API] Invalid API key' }];
    if (!/^\/admin\/api\/\d{4}-\d\d\/graphql\.json$/.test(url.pathname)) return [404, { errors: 'Not Found' }];
    const { query, variables } = JSON.parse(body) as { query: string; variables: Record<string, string | null> };
    if (variables.id) {
      const order = shop.orders.find(({ id }) => id === variables.id);
      return [200, { data: { order: order ? cut(order, query) : null } }];
    }
    const [, since] = /^updated_at:>='(.+)'$/.exec(`${variables.query}`)!;
    const orders = shop.orders
      .filter((order) => Date.parse(order.updatedAt) >= Date.parse(since!))
      .filter((order) => variables.after == null || isAfter(order, variables.after))
      .sort((a, b) => (a.updatedAt < b.updatedAt || (a.updatedAt === b.updatedAt && a.id < b.id) ? -1 : 1));
    const nodes = orders.slice(0, Number(/orders\(first: (\d+)/.exec(query)![1]));
    const pageInfo = {
      hasNextPage: nodes.length < orders.length,
      endCursor: nodes.length ? encode(nodes.at(-1)!) : null,
    };
    return [200, { data: { orders: { pageInfo, nodes: nodes.map((order) => cut(order, query)) } } }];
  });
  return Object.assign(api, { shop });
};
