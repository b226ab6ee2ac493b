import type { PayloadFields } from '../../../worker/contract/payload.ts';

/** The fields that the details show apart from the payload. */
type Named = 'reference' | 'tracking' | 'tracking_url';

type Field = Exclude<keyof PayloadFields, Named> | 'due_at' | 'public' | 'test';

/** The messages in English of a row's details, which load when the first row is opened. */
export const detailMessages = {
  reference: 'Reference',
  tracking: 'Tracking number',
  took: 'Took',
  tookAfter: '{span} after “{step}”',
  limit: 'limit {span}',
  happened: 'Happened',
  recorded: 'Recorded',
  laterBy: '{span} later',
  mail: 'Mail',
  yes: 'Yes',
  no: 'No',
  /** The names of the payload fields that Flagpost itself uses. */
  fields: {
    amount: 'Amount',
    currency: 'Currency',
    provider: 'Provider',
    reason: 'Reason',
    attempt: 'Attempt',
    max: 'Attempts at most',
    carrier: 'Carrier',
    email: 'Email',
    kind: 'Kind of mail',
    products: 'Products',
    updated: 'Updated',
    paid: 'Paid',
    requires_shipping: 'To be shipped',
    ship_by: 'To be shipped by',
    due_at: 'Due',
    step: 'Step',
    within: 'Time allowed',
    after: 'Counted from',
    on_hold: 'Longest hold',
    items: 'Items in this parcel',
    of: 'Items of the order',
    removed_items: 'Items taken out',
    silence: 'Silent for',
    usual: 'Usually every',
    missed: 'Events missed',
    channel: 'Channel',
    order_id: 'Order',
    public: 'For the customer',
    test: 'Test',
  } satisfies Record<Field, string>,
};
