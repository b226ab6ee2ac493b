import type { OrderStatus, Step } from '../../../worker/contract/steps.ts';

/** The words of an order's header in English. */
export const storyMessages = {
  /** The names of an order's statuses, which are also the names of its steps. */
  statuses: {
    placed: 'Placed',
    paid: 'Paid',
    submitted: 'Sent to the printer',
    production: 'In production',
    shipped: 'Shipped',
    delivered: 'Delivered',
    cancelled: 'Cancelled',
    refunded: 'Refunded',
    returned: 'Returned',
  } satisfies Record<OrderStatus, string>,
  onHold: 'On hold',
  /** The next step, as a part of a sentence. */
  steps: {
    submitted: 'sent to the printer',
    production: 'in production',
    shipped: 'shipped',
    delivered: 'delivered',
  } satisfies Record<Step, string>,
  next: 'Next: {step}',
  nextBy: 'Next: {step} by {when}',
  dueBy: 'by {when}',
  late: '{span} late',
} satisfies Record<string, string | Record<string, string>>;
