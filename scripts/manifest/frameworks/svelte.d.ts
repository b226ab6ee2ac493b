// For Svelte 5: one `import type {} from 'flagpost/svelte'` adds the tags to markup.
import type { HTMLAttributes } from 'svelte/elements';
import type { FlagpostElements, FlagpostEvents } from './widgets.js';

type Handlers<Names extends keyof FlagpostEvents, Element> = {
  [Name in Names as `on${Name}`]?: (event: FlagpostEvents[Name] & { currentTarget: Element }) => void;
};

type Props<Of extends FlagpostElements[keyof FlagpostElements]> = HTMLAttributes<Of['element']> &
  Of['attributes'] &
  Handlers<Of['events'], Of['element']>;

type Tags = { [Tag in keyof FlagpostElements]: Props<FlagpostElements[Tag]> };

declare module 'svelte/elements' {
  export interface SvelteHTMLElements extends Tags {}
}
