import type { LogOptions } from '../../worker/client/index.ts';
import type { Order } from '../order.ts';
import { idFor, needed, type Sender } from './sender.ts';

/** The shop's own back end, which logs with `flagpost/client` as any back end would. */
export const log =
  (type: string, message: string | null, options: LogOptions | ((order: Order) => LogOptions) = {}): Sender =>
  ({ at, order }) => {
    const own = typeof options === 'function' ? options(needed(order)) : options;
    const idempotency_key = idFor('', type, own, order?.id, at);
    return {
      by: 'shop',
      at,
      type,
      message,
      options: { order_id: order?.id, ...own, occurred_at: at, idempotency_key },
    };
  };
