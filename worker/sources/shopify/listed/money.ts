import { type Fields, list, record } from '../../fields.ts';
import type { Listed } from '../../listing.ts';
import { as, idOf, nodes, word } from './as.ts';

const asTransaction = (transaction: Fields, order: Fields): Fields => {
  const { amount, currencyCode } = record(record(transaction.amountSet).shopMoney);
  return {
    id: idOf(transaction.id),
    order_id: idOf(order.id),
    kind: word(transaction.kind),
    status: word(transaction.status),
    test: transaction.test ?? order.test,
    error_code: word(transaction.errorCode),
    processed_at: transaction.processedAt,
    amount_set: { shop_money: { amount, currency_code: currencyCode } },
  };
};

/** The payments of an order, and what went back. */
export const ofMoney = (order: Fields): Listed[] => [
  ...list(order.transactions)
    .map((each) => asTransaction(record(each), order))
    .map((item) => as('order_transactions/create', `${item.id}:${item.status}`, item)),
  ...list(order.refunds)
    .map(record)
    .map((refund) => {
      const transactions = nodes(refund.transactions).map((each) => asTransaction(each, order));
      const states = transactions.map(({ status }) => status).join();
      const item = { id: idOf(refund.id), order_id: idOf(order.id), created_at: refund.createdAt, transactions };
      return as('refunds/create', `${item.id}:${states}`, item);
    }),
];
