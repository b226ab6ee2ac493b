import { type Check, fine, unsure, wrong } from './check.ts';

/** A ref that so many orders have is not used to find an order any more. */
const SHARED = 5;

const named = (refs: { ref: string }[]): string => refs.map(({ ref }) => ref).join(', ');

/** Whether an external id leads to more than one order. */
export const refs: Check = ({ health }) => {
  if (!health?.setup) return [];
  const contested = health.setup.contested_refs;
  const shared = contested.filter(({ orders }) => orders >= SHARED);
  const some = contested.filter(({ orders }) => orders < SHARED);
  if (contested.length === 0) return [fine('No external id leads to two orders.')];
  return [
    ...(shared.length > 0
      ? [
          wrong(
            `External ids that lead to five orders or more, and so to none: ${named(shared)}.`,
            'Leave out of refs what is not one order’s own, such as the id of a customer.',
          ),
        ]
      : []),
    ...(some.length > 0
      ? [
          unsure(
            `External ids that lead to more than one order: ${named(some)}.`,
            'A parcel of two orders is one. Otherwise look whether two orders were sent with the same id.',
          ),
        ]
      : []),
  ];
};
