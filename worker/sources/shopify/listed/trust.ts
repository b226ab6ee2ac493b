import { type Fields, list, record } from '../../fields.ts';
import type { Listed } from '../../listing.ts';
import { as, idOf, word } from './as.ts';

/** The risks and disputes of an order. A risk is assessed as the order is placed; a dispute is listed without its times. */
export const ofTrust = (order: Fields): Listed[] => {
  const [id, test] = [idOf(order.id), order.test];
  const assessments = list(record(order.risk).assessments).map(record);
  return [
    ...assessments.map(({ riskLevel, provider }) => {
      const about = { order_id: id, test, risk_level: word(riskLevel), created_at: order.createdAt };
      return as('orders/risk_assessment_changed', `${id}`, { ...about, provider_title: record(provider).title });
    }),
    ...list(order.disputes)
      .map(record)
      .map((dispute) => {
        const [type, status] = [word(dispute.initiatedAs), word(dispute.status)];
        const item = { id: idOf(dispute.id), order_id: id, test, type, status };
        return as('disputes/update', `${item.id}:${type}:${status}`, item);
      }),
  ];
};
