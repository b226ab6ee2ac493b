// For Vue 3: one `import type {} from 'flagpost/vue'` adds the tags to templates.
import type { EmitFn, HTMLAttributes, PublicProps } from 'vue';
import type { FlagpostElements, FlagpostEvents } from './widgets.js';

/** As in https://vuejs.org/guide/extras/web-components#web-components-and-typescript; templates write names in kebab-case. */
type Component<Of extends FlagpostElements[keyof FlagpostElements]> = new () => Of['element'] & {
  /** @deprecated Only for the checking of templates. */
  $props: HTMLAttributes & Partial<Of['properties']> & PublicProps;
  /** @deprecated Only for the checking of templates. */
  $emit: EmitFn<{ [Name in Of['events']]: (event: FlagpostEvents[Name]) => void }>;
};

type Tags = { [Tag in keyof FlagpostElements]: Component<FlagpostElements[Tag]> };

declare module 'vue' {
  interface GlobalComponents extends Tags {}
}
