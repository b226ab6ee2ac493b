/** An attribute that is a property too: under which name, and what is made of whatever either is set to. */
export interface Property {
  /** Default: the property's name. */
  attribute?: string;
  type?: (given: unknown) => unknown;
}

/** A number, or nothing. */
export const asNumber = (given: unknown) => (given == null ? undefined : Number(given));
/** Vue and Svelte write `sync-url="false"` for false. */
export const asBoolean = (given: unknown) => String(given ?? false) !== 'false';

/** A style sheet, made once. */
export const css = ([text]: TemplateStringsArray): CSSStyleSheet => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text!);
  return sheet;
};

/**
 * An element whose attributes are properties and that is drawn anew, once, after any of them has changed. In the words of
 * Lit's `ReactiveElement`, of which this is the part that we need: each byte of it is of the first paint.
 */
export abstract class Reactive extends HTMLElement {
  static properties: Record<string, Property> = {};
  static styles: CSSStyleSheet[] = [];

  static get observedAttributes(): string[] {
    // biome-ignore lint/complexity/noThisInStatic: it is the element that is being defined, not this class.
    const { properties, prototype } = this;
    return Object.entries(properties).flatMap(([name, { attribute, type }]) => {
      react(prototype, name, type);
      // The second is how React writes a property on a tag that has not been defined yet.
      return [attribute ?? name, name.toLowerCase()];
    });
  }

  readonly renderRoot = this.attachShadow({ mode: 'open' });
  hasUpdated = false;
  /** Settles when what has changed is drawn. */
  updateComplete: Promise<void> | undefined;
  #changed = new Set<string>();
  #isPending = false;

  constructor() {
    super();
    const { styles, properties } = this.#own;
    this.renderRoot.adoptedStyleSheets = styles;
    for (const name in properties) {
      if (!Object.hasOwn(this, name)) continue;
      // Set on a tag that had not been defined yet: such a property would hide its accessor.
      const early = { [name]: this[name as keyof this] };
      delete this[name as keyof this];
      queueMicrotask(() => Object.assign(this, early));
    }
  }

  get #own() {
    return this.constructor as typeof Reactive;
  }

  /** Before it is drawn: what follows from what has changed. */
  protected abstract willUpdate(changed: Set<string>): void;
  /** Draws it, as it is now. */
  abstract update(): void;

  connectedCallback(): void {
    this.requestUpdate();
  }

  attributeChangedCallback(changed: string, _: string | null, value: string | null): void {
    const { properties } = this.#own;
    for (const name in properties) {
      if (changed.replaceAll('-', '') === name.toLowerCase()) Object.assign(this, { [name]: value });
    }
  }

  requestUpdate(name?: string): void {
    if (name) this.#changed.add(name);
    if (!this.#isPending) this.updateComplete = this.#update();
    this.#isPending = true;
  }

  /** What goes wrong in here is for the console: an element never throws into its page. */
  async #update(): Promise<void> {
    await 0;
    this.#isPending = false;
    if (!this.isConnected && !this.hasUpdated) return;
    const changed = this.#changed;
    this.#changed = new Set();
    try {
      this.willUpdate(changed);
      this.update();
      this.hasUpdated = true;
    } catch (error) {
      console.error(error);
    }
  }
}

/** A property that asks for an update when it is set to something else. Whoever asks for attributes again changes nothing. */
const react = (prototype: object, name: string, type: Property['type']): void => {
  if (Object.hasOwn(prototype, name)) return;
  const values = new WeakMap<object, unknown>();
  Object.defineProperty(prototype, name, {
    configurable: true,
    get(this: Reactive) {
      return values.get(this);
    },
    set(this: Reactive, given: unknown) {
      const value = type ? type(given) : given;
      if (value === values.get(this)) return;
      values.set(this, value);
      this.requestUpdate(name);
    },
  });
};
