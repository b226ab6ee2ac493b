import type { OrderStory } from '../../worker/contract/api.ts';
import type { LogEvent } from '../../worker/contract/event.ts';
import { STORY_STEPS, type Step, type StoryStep } from '../../worker/contract/steps.ts';
import { anEvent, NOW, ORDER } from './events.ts';

const HOUR = 60;
const DAY = 24 * HOUR;

export const at = (minutesAgo: number): string => new Date(NOW - minutesAgo * 60_000).toISOString();

/** The story of an order that reached its first steps `reached` minutes ago, and whose next step is due in `due` minutes. */
export const aStanding = (reached: number[], due: number | null = null, rest: Partial<OrderStory> = {}): OrderStory => {
  const status = STORY_STEPS[reached.length - 1]!;
  const next = STORY_STEPS[reached.length] as Step | undefined;
  const due_at = due === null ? null : at(-due);
  const steps = STORY_STEPS.map((step: StoryStep, i) => ({
    step,
    reached_at: i < reached.length ? at(reached[i]!) : null,
    due_at: step === next ? due_at : null,
  }));
  return {
    status,
    since: at(reached.at(-1)!),
    steps,
    next: next ? { step: next, due_at } : null,
    on_hold: false,
    ...rest,
  };
};

/** The story of an order that is on its way. */
export const anUnderway = (): OrderStory => aStanding([90, 90]);

const ofOrder = (type: string, minutesAgo: number, message: string, rest: Partial<LogEvent> = {}): LogEvent =>
  anEvent(type, minutesAgo, { order_id: ORDER, message, ...rest });

const placed = (minutesAgo: number) => [
  ofOrder('order.created', minutesAgo, 'Order placed — £43.00 via Stripe', {
    payload: { amount: 4300, currency: 'GBP' },
  }),
  ofOrder('order.email.confirmation_sent', minutesAgo - 0.1, 'Order confirmation sent to customer@example.com', {
    source: 'resend',
  }),
];

const made = (production: number, shipped: number) => [
  ofOrder('order.production', production, 'In production at Printify', { source: 'printify' }),
  ofOrder('order.shipped', shipped, 'Shipped via DHL — tracking: 1Z999AA10123456784', {
    source: 'printify',
    payload: { carrier: 'DHL', tracking: '1Z999AA10123456784' },
  }),
  ofOrder('order.email.shipping_sent', shipped - 1, 'Shipping notification sent to customer@example.com', {
    source: 'resend',
  }),
];

const submitted = (minutesAgo: number) =>
  ofOrder('order.submitted', minutesAgo, 'Submitted to Printify (PFY-12345)', {
    source: 'api',
    payload: { provider: 'Printify', reference: 'PFY-12345' },
  });

/** An order that goes well. */
export const aGoodOrder = (): LogEvent[] => [
  ...placed(5 * DAY),
  submitted(5 * DAY - 3),
  ...made(4 * DAY, 2 * DAY),
  ofOrder('order.delivered', 5 * HOUR, 'Delivered', { source: 'printify' }),
];

export const aGoodStanding = (): OrderStory => aStanding([5 * DAY, 5 * DAY, 5 * DAY - 3, 4 * DAY, 2 * DAY, 5 * HOUR]);

/** A failed submission, and how it ended. */
export const aFailure = (minutesAgo: number, rest: Partial<LogEvent> = {}): LogEvent =>
  ofOrder('order.submission_failed', minutesAgo, 'Submission to Printify failed: insufficient stock for M Black', {
    source: 'api',
    problem: `submission:${ORDER}`,
    ...rest,
  });

/** An order whose submission failed, was retried and went on. */
export const aRetriedOrder = (): LogEvent[] => [
  ...placed(2 * DAY),
  aFailure(2 * DAY - 3, { resolved_by: 'recovered', resolved_at: at(2 * DAY - 19) }),
  ofOrder('order.submission_retried', 2 * DAY - 18, 'Submission retried — attempt 2 of 3', {
    source: 'api',
    actor: 'Ana',
  }),
  submitted(2 * DAY - 19),
  ...made(1.5 * DAY, 4 * HOUR),
];

export const aRetriedStanding = (): OrderStory =>
  aStanding([2 * DAY, 2 * DAY, 2 * DAY - 19, 1.5 * DAY, 4 * HOUR], 17 * DAY);
