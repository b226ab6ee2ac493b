import type { FlagpostElement } from '../kit/element.ts';
import { heirs } from '../kit/heirs.ts';

/** What the page draws anew, it takes out and puts in within this time. */
const A_MOMENT = 1000;

/** Elements that have just left the page. */
const gone = new Set<FlagpostElement>();

/** Whether it left the page a moment ago. */
export const isLately = (element: FlagpostElement): boolean => gone.has(element);

/** A token may be renewed from one drawing to the next; whose it is, the connection knows. */
const attributesOf = (element: FlagpostElement): string =>
  (element.constructor as typeof FlagpostElement).observedAttributes
    .filter((name) => name !== 'token')
    .map((name) => element.getAttribute(name))
    .join('\n');

const isLike = (one: FlagpostElement, other: FlagpostElement): boolean =>
  one !== other &&
  one.localName === other.localName &&
  one.connection === other.connection &&
  attributesOf(one) === attributesOf(other);

heirs.left = (element) => {
  gone.add(element);
  setTimeout(() => gone.delete(element), A_MOMENT);
};

/** Each is inherited from once. */
heirs.before = (element) => {
  const before = [...gone].find((one) => !one.isConnected && isLike(one, element));
  if (before) gone.delete(before);
  return before;
};
