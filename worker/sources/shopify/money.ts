import { lookup } from '../../domain/lookup.ts';
import { currencyOf, decimalAmount, type Fields, identifier, known, list, record, said } from '../fields.ts';
import { dispute, refund } from '../shop.ts';
import { ofOrder, type Timed } from './order.ts';

/** In the shop's own money where Shopify says it, since that is what the order's price is in. */
const amountOf = ({ amount, currency, amount_set }: Fields) => {
  const { amount: shops, currency_code } = record(record(amount_set).shop_money);
  const code = currencyOf(currency_code) ?? currencyOf(currency);
  return { amount: decimalAmount(shops ?? amount, code), currency: code };
};

const STAGES = { success: 'done', pending: 'started', failure: 'failed', error: 'failed' } as const;

/** A payment of an order that goes back. `error_code` is in Shopify's words: `card_declined`. */
const refunded = (transaction: Fields, order: unknown, id: string): Timed[] => {
  const stage = lookup(STAGES, transaction.status);
  const { amount, currency } = amountOf(transaction);
  if (!stage || !amount) return [];
  const why = said(transaction.error_code)?.replaceAll('_', ' ');
  const payload = known({ provider: 'shopify', amount, currency, reason: stage === 'failed' ? why : null });
  const told = { event_type: 'order.refunded', ...ofOrder(order), payload };
  // Whatever way money went back by, a later refund of the order makes good for one that failed.
  const payment = identifier(order);
  return [{ ...refund(stage, id, payment && `shopify:${payment}`, told), at: transaction.at }];
};

/**
 * How many items a refund takes out of the order before they are fulfilled.
 * @see https://shopify.dev/docs/api/admin-graphql/latest/enums/RefundLineItemRestockType
 */
const removedBy = (refund_line_items: unknown): number =>
  list(refund_line_items)
    .map(record)
    .filter(({ restock_type }) => restock_type === 'cancel')
    .reduce((sum, { quantity }) => sum + (Number(quantity) || 0), 0);

/** The amount that goes back, by all transactions together; nothing where only goods went back. */
export const refunds = ({ order_id, transactions, refund_line_items, ...body }: Fields, id: string): Timed[] =>
  list(transactions)
    .map(record)
    .filter(({ kind }) => kind === 'refund')
    .flatMap((transaction, i) => {
      const at = body.processed_at ?? body.created_at;
      const own = identifier(transaction.id) ?? (i === 0 ? id : `${id}.${i + 1}`);
      const removed_items = i === 0 ? removedBy(refund_line_items) || null : null;
      return refunded({ ...transaction, at }, order_id, own).map((told) => ({
        ...told,
        payload: known({ ...told.payload, removed_items }),
      }));
    });

/** Money that is set aside, taken, or both; a card reader sets it aside by `emv_authorization`. */
const PAYMENTS = ['sale', 'capture', 'authorization', 'emv_authorization'];

/**
 * A payment's end, which Shopify tells as it is known: of a refund that was pending, and of one that could not be taken. That
 * money came `orders/paid` tells. Ignored: what is `pending`, `awaiting_response` or `unknown`; `void`, since `orders/cancelled`
 * tells why; `change`, which a till gives back, and `suggested_refund`, a proposal.
 * @see https://shopify.dev/docs/api/admin-rest/latest/resources/transaction
 */
export const transaction = (item: Fields, id: string): Timed[] => {
  const { kind, status, order_id, processed_at, created_at } = item;
  const at = processed_at ?? created_at;
  if (kind === 'refund') return refunded({ ...item, at }, order_id, id);
  if (!PAYMENTS.includes(`${kind}`) || (status !== 'failure' && status !== 'error')) return [];
  const reason = said(item.message) ?? said(item.error_code)?.replaceAll('_', ' ');
  const payload = known({ provider: 'shopify', ...amountOf(item), reason });
  return [{ event_type: 'order.payment_failed', ...ofOrder(order_id), payload, fact: `unpaid:shopify:${id}`, at }];
};

/** @see https://shopify.dev/docs/api/admin-graphql/latest/enums/DisputeStatus */
const DISPUTE_STAGES = {
  needs_response: 'open',
  under_review: 'open',
  won: 'won',
  lost: 'lost',
  accepted: 'lost',
  prevented: 'closed',
  charge_refunded: 'closed',
} as const;

export const disputed = (item: Fields, id: string): Timed[] => {
  const stage = lookup(DISPUTE_STAGES, item.status);
  if (!stage) return [];
  const isInquiry = item.type === 'inquiry';
  const reason = said(item.reason)?.replaceAll('_', ' ');
  return [
    {
      ...dispute(stage, isInquiry),
      ...ofOrder(item.order_id),
      payload: known({ provider: 'shopify', ...amountOf(item), reason }),
      ids: { dispute: `shopify:${id}` },
      status: { of: `shopify:dispute:${id}`, is: `${isInquiry ? 'inquiry' : 'chargeback'} ${stage}` },
      at: stage === 'open' ? null : item.finalized_on,
    },
  ];
};

/** As it begins, its own time is known. */
export const disputeCreated = (item: Fields, id: string): Timed[] =>
  disputed(item, id).map((told) => ({ ...told, at: told.at ?? item.initiated_at }));
