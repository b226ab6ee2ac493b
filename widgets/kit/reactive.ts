/** What an element may hand a part of its life to. */
export interface Controller {
  hostConnected?(): void;
  hostDisconnected?(): void;
}

/** An attribute that is a property too: under which name, and read as what. */
export interface Property {
  /** Default: the property's name. */
  attribute?: string;
  type?: (value: string | null) => unknown;
}

/** A number, or nothing. */
export const asNumber = (value: string | null) => (value === null ? undefined : Number(value));
/** Vue and Svelte write `sync-url="false"` for false. */
export const asBoolean = (value: string | null) => (value ?? 'false') !== 'false';

/** A style sheet, made once. */
export const css = ([text]: TemplateStringsArray): CSSStyleSheet => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text!);
  return sheet;
};

/**
 * An element whose attributes are properties and that is drawn anew, once, after any of them has changed. In the words of
 * Lit's `ReactiveElement`, of which this is the part that we need: the whole is 2 of the 15 kB that a page is to load.
 */
export abstract class Reactive extends HTMLElement {
  static properties: Record<string, Property> = {};
  static styles: CSSStyleSheet[] = [];

  static get observedAttributes(): string[] {
    // biome-ignore lint/complexity/noThisInStatic: it is the element that is being defined, not this class.
    const { properties, prototype } = this;
    for (const name of Object.keys(properties)) react(prototype, name);
    return Object.entries(properties).map(([name, { attribute }]) => attribute ?? name);
  }

  readonly renderRoot: ShadowRoot;
  hasUpdated = false;
  /** Settles when what has changed is drawn. */
  updateComplete: Promise<void> = Promise.resolve();
  readonly #controllers: Controller[] = [];
  #changed = new Map<string, unknown>();
  #isPending = false;

  constructor() {
    super();
    const { styles, properties } = this.constructor as typeof Reactive;
    this.renderRoot = this.attachShadow({ mode: 'open' });
    this.renderRoot.adoptedStyleSheets = [...styles];
    // Set on a tag that had not been defined yet: such a property would hide its accessor.
    const early = Object.keys(properties).filter((name) => Object.hasOwn(this, name));
    const values = early.map((name) => this[name as keyof this]);
    for (const name of early) delete this[name as keyof this];
    queueMicrotask(() => Object.assign(this, Object.fromEntries(early.map((name, at) => [name, values[at]]))));
  }

  /** Before it is drawn: what follows from what has changed. */
  protected abstract willUpdate(changed: Map<string, unknown>): void;
  protected abstract update(changed: Map<string, unknown>): void;

  addController(controller: Controller): void {
    this.#controllers.push(controller);
  }

  connectedCallback(): void {
    for (const controller of this.#controllers) controller.hostConnected?.();
    this.requestUpdate();
  }

  disconnectedCallback(): void {
    for (const controller of this.#controllers) controller.hostDisconnected?.();
  }

  attributeChangedCallback(attribute: string, _: string | null, value: string | null): void {
    for (const [name, { attribute: own = name, type }] of Object.entries(
      (this.constructor as typeof Reactive).properties,
    ))
      if (own === attribute) Object.assign(this, { [name]: type ? type(value) : value });
  }

  requestUpdate(name?: string, before?: unknown): void {
    if (name) this.#changed.set(name, this.#changed.get(name) ?? before);
    if (this.#isPending) return;
    this.#isPending = true;
    this.updateComplete = Promise.resolve().then(() => this.#update());
  }

  /** What goes wrong in here is for the console: an element never throws into its page. */
  #update(): void {
    this.#isPending = false;
    if (!this.isConnected && !this.hasUpdated) return;
    const changed = this.#changed;
    this.#changed = new Map();
    try {
      this.willUpdate(changed);
      this.update(changed);
      this.hasUpdated = true;
    } catch (error) {
      console.error(error);
    }
  }
}

/** A property that asks for an update when it is set to something else. */
const react = (prototype: object, name: string): void => {
  const values = new WeakMap<object, unknown>();
  const { get, set } = Object.getOwnPropertyDescriptor(prototype, name) ?? {};
  Object.defineProperty(prototype, name, {
    configurable: true,
    get() {
      return get ? get.call(this) : values.get(this);
    },
    set(this: Reactive, value: unknown) {
      const before = this[name as keyof Reactive];
      if (set) set.call(this, value);
      else values.set(this, value);
      if (this[name as keyof Reactive] !== before) this.requestUpdate(name, before);
    },
  });
};
