import { HOUR } from './month.ts';
import type { StripeEvent } from './stripe.ts';

const CURRENCY = { currency: 'gbp', livemode: true };

/** The events of an order: its checkout, its payment, and for each tenth order a refund in full. */
const eventsOf = (i: number, at: number): StripeEvent[] => {
  const event = (type: string, seconds: number, object: object): StripeEvent =>
    Object.assign({ id: `evt_${i}_${type}`, created: at / 1000 + seconds }, { type, livemode: true, data: { object } });
  const [session, payment_intent, charge] = [`cs_${i}`, `pi_${i}`, `ch_${i}`];
  const paid = { ...CURRENCY, amount_total: 4300, payment_status: 'paid', mode: 'payment' };
  return [
    event('payment_intent.created', 0, { id: payment_intent, amount: 4300, ...CURRENCY }),
    event('charge.succeeded', 2, { id: charge, payment_intent, amount: 4300, ...CURRENCY }),
    event('payment_intent.succeeded', 2, { id: payment_intent, amount_received: 4300, ...CURRENCY }),
    event('checkout.session.completed', 3, { id: session, payment_intent, client_reference_id: `S-${i}`, ...paid }),
    ...(i % 10 === 0
      ? [
          event('refund.created', 86_400, {
            ...{ id: `re_${i}`, payment_intent, charge, amount: 4300, status: 'succeeded' },
            ...CURRENCY,
          }),
        ]
      : []),
  ];
};

/** An order `every` so many hours, from `from` on, by the very events that webhooks bring. */
export const stripeMonth = (count: number, from: number, every = 20): StripeEvent[] =>
  Array.from({ length: count }, (_, i) => eventsOf(i, Math.floor((from + i * every * HOUR) / 1000) * 1000)).flat();
