import { useApi } from './api.ts';

export const WOO_KEY = 'ck_0123456789abcdef:cs_0123456789abcdef';

/** An order as the REST API has it. */
export interface WooOrder {
  id: number;
  status: string;
  date_modified_gmt: string;
  refunds?: { id: number; total: string }[];
  [field: string]: unknown;
}

const ms = (gmt: string) => Date.parse(`${gmt}Z`);

/**
 * WooCommerce's orders and their refunds. `modified_after` leaves out the moment itself, and `any` what is in the trash.
 * @see https://developer.woocommerce.com/docs/apis/rest-api/v3/orders/
 */
export const useWooApi = async () => {
  const shop = { orders: [] as WooOrder[], refundedAt: {} as Record<number, string> };
  const api = await useApi(({ url, headers }) => {
    if (headers.authorization !== `Basic ${btoa(WOO_KEY)}`) return [401, { code: 'woocommerce_rest_cannot_view' }];
    const [, id] = /^\/shop\/wp-json\/wc\/v3\/orders\/(\d+)\/refunds$/.exec(url.pathname) ?? [];
    if (id !== undefined) {
      const { refunds = [] } = shop.orders.find((order) => order.id === Number(id)) ?? {};
      return [200, refunds.map((refund) => ({ ...refund, date_created_gmt: shop.refundedAt[refund.id] }))];
    }
    if (url.pathname !== '/shop/wp-json/wc/v3/orders') return [404, { code: 'rest_no_route' }];
    const query = (name: string) => url.searchParams.get(name) ?? '';
    if (query('orderby') !== 'modified' || query('order') !== 'asc' || query('dates_are_gmt') !== 'true')
      return [400, { code: 'not what this shop expects' }];
    const orders = shop.orders
      .filter(({ status }) => (query('status') === 'any' ? status !== 'trash' : status === query('status')))
      .filter(({ date_modified_gmt }) => ms(date_modified_gmt) > ms(query('modified_after')))
      .sort((a, b) => ms(a.date_modified_gmt) - ms(b.date_modified_gmt) || a.id - b.id);
    const offset = Number(query('offset'));
    return [200, orders.slice(offset, offset + Number(query('per_page')))];
  });
  return Object.assign(api, { shop });
};
