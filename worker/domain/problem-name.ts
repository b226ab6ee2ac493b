import { EXPECTED } from './deadlines.ts';
import { PAYMENT, SHIPMENT, SUBMISSION } from './meanings.ts';
import { overdueProblem } from './story/steps.ts';

/**
 * A problem has two names. In a story it is `submission:`, since all events of a story are of one order; to the outside it
 * is `submission:SS-1`. The shop's own problems, and those that are no order's, such as `sync:printify`, have one name.
 */
const OF_ORDERS: readonly string[] = [SUBMISSION, PAYMENT, SHIPMENT, ...EXPECTED.map(overdueProblem)];

/** `submission:SS-1` → its name in the story of SS-1, and that order; null for a problem that says no order. */
export const parseProblem = (name: string): { problem: string; order_id: string } | null => {
  const problem = OF_ORDERS.find((each) => name.startsWith(each) && name.length > each.length);
  return problem === undefined ? null : { problem, order_id: name.slice(problem.length) };
};

/** The name of a problem outside of its story; null while its order is not known. */
export const problemName = (problem: string | null, order_id: string | null): string | null => {
  if (problem === null || !OF_ORDERS.includes(problem)) return problem;
  return order_id === null ? null : problem + order_id;
};
