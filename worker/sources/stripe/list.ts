import { safeAddress } from '../../http/safe-address.ts';
import { ask } from '../ask.ts';
import { idOf, instant, list, record } from '../fields.ts';
import { type Listing, ListingError, needed, shareOf } from '../listing.ts';

/** Of the list around the events; each event is in the version in which it happened. */
const API_VERSION = '2025-06-30.basil';
const PAGE = '100';

/**
 * The events of the last 30 days, newest first: those that webhooks bring, with their own ids. A restricted key that may read
 * Events is enough.
 */
export const stripeListing: Listing = {
  docs: 'https://docs.stripe.com/api/events/list',
  settings: ['STRIPE_API_KEY'],
  replays: true,
  remembers: 30,
  access(settings) {
    const key = needed(settings, 'STRIPE_API_KEY', 'a restricted key of Stripe that may read Events');
    const { STRIPE_API_URL: address = 'https://api.stripe.com' } = settings;
    const url = safeAddress(`${address}`);
    if (!url) throw new ListingError('unset', 'STRIPE_API_URL must be an https address, without a name or password.');
    return { url: url.origin, headers: { Authorization: `Bearer ${key}`, 'Stripe-Version': API_VERSION } };
  },
  async page(access, span, cursor) {
    const query = new URLSearchParams({
      limit: PAGE,
      'created[gte]': `${Math.floor(span.from / 1000)}`,
      'created[lte]': `${Math.floor(span.to / 1000)}`,
      ...(cursor !== null && { starting_after: cursor }),
    });
    const body = record(await ask(access, new URL(`/v1/events?${query}`, access.url)));
    const events = list(body.data);
    const last = record(events.at(-1));
    const next = body.has_more === true ? idOf(last) : null;
    const share = next === null ? 1 : 1 - shareOf(span, instant(last.created) ?? span.to);
    return { items: events.map((item) => ({ item })), next, share };
  },
};
