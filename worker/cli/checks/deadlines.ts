import { type Check, type Finding, fine, flawed, unsure } from './check.ts';

/** At least so many warnings in a week, of which so great a share is about one step, are more than bad luck. */
const MANY = 10;
const NEARLY_ALL = 0.9;

const CALLED: Record<string, string> = {
  submitted: 'sent to the printer',
  production: 'in production',
  shipped: 'shipped',
  delivered: 'delivered',
  hold: 'released from a hold',
};

/** The step that nearly all warnings of the last week are about. */
const suspect = (warned: Record<string, number>): Finding[] => {
  const all = Object.values(warned).reduce((sum, count) => sum + count, 0);
  const [step, count = 0] = Object.entries(warned).sort(([, a], [, b]) => b - a)[0] ?? [];
  if (step === undefined || all < MANY || count < all * NEARLY_ALL) return [];
  const says = `${count} of ${all} warnings of the last week are about one step: that orders are ${CALLED[step] ?? step}. Does your shop have this step?`;
  return [
    unsure(
      says,
      step === 'hold'
        ? 'If holds last longer here, set OVERDUE_HOLD to how long, or to off.'
        : `If it does not, leave ${step} out of STEPS. If it takes longer here, set OVERDUE_${step.toUpperCase()} to how long.`,
    ),
  ];
};

/** Whether deadlines fit this shop. */
export const deadlines: Check = ({ health }) => {
  if (!health?.setup) return [];
  const { steps, flaws, warned } = health.setup.deadlines;
  const found = [...flawed(flaws), ...suspect(warned)];
  return found.length > 0
    ? found
    : [fine(`Orders are expected to be ${steps.map((step) => CALLED[step]).join(', ')}.`)];
};
