// For React 19: one `import type {} from 'flagpost/react'` adds the tags to JSX.
import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type { FlagpostElements, FlagpostEvents } from './widgets.js';

/** `onflagpost-load`: React listens to an element's own events by their whole name. */
type Handlers<Names extends keyof FlagpostEvents, Element> = {
  [Name in Names as `on${Name}`]?: (event: FlagpostEvents[Name] & { currentTarget: Element }) => void;
};

type Props<Of extends FlagpostElements[keyof FlagpostElements]> = DetailedHTMLProps<
  HTMLAttributes<Of['element']>,
  Of['element']
> &
  Of['attributes'] &
  Partial<Of['properties']> &
  Handlers<Of['events'], Of['element']>;

type Tags = { [Tag in keyof FlagpostElements]: Props<FlagpostElements[Tag]> };

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements extends Tags {}
  }
}
