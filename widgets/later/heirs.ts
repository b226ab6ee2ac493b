import type { DrawnElement } from '../kit/drawn.ts';

/** What the page draws anew, it takes out and puts in within this time. */
const A_MOMENT = 1000;

/** Elements that have just left the page. */
const gone = new Set<DrawnElement>();

/** Whether it left the page a moment ago. */
export const isLately = (element: DrawnElement): boolean => gone.has(element);

/** What makes two of them alike. A token may be renewed from one drawing to the next; whose it is, the connection knows. */
const marksOf = (element: DrawnElement & { orderId?: unknown }): string => {
  const names = (element.constructor as typeof DrawnElement).observedAttributes.filter((name) => name !== 'token');
  return JSON.stringify([element.localName, element.orderId, names.map((name) => element.getAttribute(name))]);
};

export const leave = (element: DrawnElement): void => {
  gone.add(element);
  setTimeout(() => gone.delete(element), A_MOMENT);
};

/** The one that an element goes on for. Each has one heir. */
export const heirOf = <Element extends DrawnElement>(element: Element): Element | undefined => {
  const before = [...gone].find(
    (one) => !one.isConnected && one.connection === element.connection && marksOf(one) === marksOf(element),
  );
  if (before) gone.delete(before);
  return before as Element | undefined;
};
