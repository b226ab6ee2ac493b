import { CUSTOMER_SENTENCES, type CustomerType, type ParcelStatus } from '../../../worker/contract/customer.ts';
import type { StoryStep } from '../../../worker/contract/steps.ts';
import type { ErrorCode } from '../../client/client.ts';

/** The messages in English of the customer's element. */
export const customerMessages = {
  /** The sentences of the order's status, of a late step and above a note, by type of event. */
  sentences: CUSTOMER_SENTENCES as Record<CustomerType, string>,
  yourOrder: 'Your order',
  steps: {
    placed: 'Ordered',
    paid: 'Paid',
    submitted: 'In preparation',
    production: 'Being made',
    shipped: 'Shipped',
    delivered: 'Delivered',
  } satisfies Record<StoryStep, string>,
  parcels: {
    shipped: 'On its way',
    delivered: 'Delivered',
    returned: 'Came back to us',
  } satisfies Record<ParcelStatus, string>,
  yourParcels: 'Your parcels',
  parcel: 'Parcel',
  trackParcel: 'Track the parcel',
  loading: 'Loading…',
  tryAgain: 'Try again',
  stale: 'This is as of {when}.',
  /** Why the status is not shown, in everyday words. */
  errors: {
    offline: 'This can’t be reached. You may be offline.',
    signed_out: 'This link has expired. Ask us for a new one.',
    forbidden: 'This link is for another order.',
    not_found: 'There is no such order any more.',
    failed: 'This can’t be shown just now.',
  } satisfies Record<ErrorCode, string>,
};

export type CustomerMessages = typeof customerMessages;
