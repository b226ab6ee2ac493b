import type { ListHost } from './host.ts';

/** A page that re-renders removes an element and inserts its copy within this time. */
const MOMENT = 1000;

/** Lists that have just left the page. */
const removed = new Set<ListHost>();

/** Whether the list left the page a moment ago. */
export const wasJustRemoved = (list: ListHost): boolean => removed.has(list);

export const rememberRemoved = (list: ListHost): void => {
  removed.add(list);
  setTimeout(() => removed.delete(list), MOMENT);
};

/** Two lists with the same marks are identical. A token may be renewed in between; its viewer is in the session. */
const marksOf = (list: ListHost & { orderId?: unknown }): string => {
  const { observedAttributes } = list.constructor as unknown as { observedAttributes: string[] };
  const names = observedAttributes.filter((name) => name !== 'token');
  return JSON.stringify([list.localName, list.orderId, names.map((name) => list.getAttribute(name))]);
};

/**
 * An identical list that the page has just removed, as when a framework re-renders. The new list takes over its state.
 * Each removed list has one successor.
 */
export const predecessorOf = <Host extends ListHost>(list: Host): Host | undefined => {
  const before = [...removed].find(
    (one) => !one.isConnected && one.session === list.session && marksOf(one) === marksOf(list),
  );
  if (before) removed.delete(before);
  return before as Host | undefined;
};
