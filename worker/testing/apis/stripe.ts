import { type ApiAnswer, useApi } from './api.ts';

export const STRIPE_KEY = 'rk_test_reads_events';

/** An event of Stripe; `created` in seconds since 1970. */
export interface StripeEvent {
  id: string;
  created: number;
}

const problem = (status: number, type: string): ApiAnswer => [status, { error: { type } }];

/**
 * Stripe's list of events, newest first.
 * @see https://docs.stripe.com/api/events/list
 * @see https://docs.stripe.com/api/pagination
 */
export const useStripeApi = async () => {
  const shop = { events: [] as StripeEvent[] };
  const api = await useApi(({ url, headers }) => {
    if (headers.authorization !== `Bearer ${STRIPE_KEY}`) return problem(401, 'authentication_error');
    if (url.pathname !== '/v1/events') return problem(404, 'invalid_request_error');
    const query = (name: string) => url.searchParams.get(name);
    const all = shop.events
      .filter(({ created }) => created >= Number(query('created[gte]')) && created <= Number(query('created[lte]')))
      .sort((a, b) => b.created - a.created || (a.id < b.id ? 1 : -1));
    const after = query('starting_after');
    const start = after === null ? 0 : all.findIndex(({ id }) => id === after) + 1;
    if (after !== null && start === 0) return problem(400, 'invalid_request_error');
    const data = all.slice(start, start + Number(query('limit') ?? 10));
    const has_more = start + data.length < all.length;
    return [200, { object: 'list', url: '/v1/events', has_more, data }];
  });
  return Object.assign(api, { shop });
};
