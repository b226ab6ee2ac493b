import type { FlagpostElement } from './element.ts';

/** Which element goes on where another was: `widgets/later/heirs.ts` says it, once the first paint is over. */
export const heirs: {
  left?: (element: FlagpostElement) => void;
  before?: (element: FlagpostElement) => FlagpostElement | undefined;
} = {};
