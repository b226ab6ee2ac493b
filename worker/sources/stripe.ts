import { lookup } from '../domain/lookup.ts';
import { identifier, instant, record, typeOf } from './fields.ts';
import { TOLERANCE } from './signatures/freshness.ts';
import { timestamped } from './signatures/timestamped.ts';
import type { Source } from './source.ts';
import { stripeListing } from './stripe/list.ts';
import { TELLS } from './stripe/types.ts';

export const stripe: Source = {
  name: 'stripe',
  list: stripeListing,
  docs: 'https://docs.stripe.com/api/events/types',
  covers: 'body',
  window: TOLERANCE,
  verify: timestamped({ header: 'stripe-signature' }),
  kind: typeOf,
  translate(body) {
    const event = record(body);
    const id = identifier(event.id);
    // `account`: what happened in somebody else's shop, connected to this one through Stripe Connect.
    if (!id || event.account != null) return [];
    const { object, previous_attributes } = record(event.data);
    const told = lookup(TELLS, event.type)?.(record(object), record(previous_attributes)) ?? [];
    const occurred_at = instant(event.created);
    // One delivery may tell several things, of which several may be refunds.
    const test = event.livemode === false ? true : undefined;
    return [told].flat().map((one) => ({ ...one, key: `${id}:${one.fact ?? one.event_type}`, occurred_at, test }));
  },
};
