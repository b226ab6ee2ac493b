import type { CSSResult, PropertyDeclarations, PropertyValues, ReactiveElement } from '@lit/reactive-element';
import { resolveSettings } from '../client/page-settings.ts';
import { connected } from '../localize/customize.ts';
import { type Language, languageOf, translated } from '../localize/language.ts';
import type { Messages } from '../localize/messages/index.ts';
import { sheetFor } from '../styles/sheet-for.ts';
import { type Session, type SessionListener, sessionFor } from '../sync/session.ts';
import { closestLang } from './closest-lang.ts';

// biome-ignore lint/suspicious/noExplicitAny: TypeScript requires `any[]` of a mixin's base.
type Constructor<Instance> = abstract new (...args: any[]) => Instance;
type ReactiveBase = Constructor<ReactiveElement> & Pick<typeof ReactiveElement, 'observedAttributes'>;

/** `orderid` → `order-id`: on a tag that is not defined yet, React writes the attribute `orderId`. */
const dashed = new Map<string, string>();

/**
 * Adds the viewer's session and the language, which all elements of Flagpost have. A mixin, since the lists extend
 * LitElement, and the badge extends ReactiveElement, which is smaller.
 */
export const FlagpostElement = <Base extends ReactiveBase>(base: Base) => {
  /** @attr {string} lang - The language of texts and times. Default: the nearest `lang` around the element. */
  abstract class FlagpostElement extends base implements SessionListener {
    static properties: PropertyDeclarations = {
      api: {},
      token: {},
      tokenUrl: { attribute: 'token-url' },
      timeZone: { attribute: 'time-zone' },
    };

    /** The API's address. Default: the page's `<meta name="flagpost-api">`, then the origin of this script. */
    api: string | undefined;
    /** A viewer token. Default: the page's `<meta name="flagpost-token">`, if the API is the page's. */
    token: string | undefined;
    /** A URL of the page's own origin that returns `{ token }`. The element fetches it before a token expires, and after a refusal. */
    tokenUrl: string | undefined;
    /** An IANA time zone such as `Europe/Berlin`. Default: the viewer's. */
    timeZone: string | undefined;

    session: Session | undefined;
    /** The tag of the element's language. Empty if the page names none, or one that is not translated. */
    languageTag = '';
    /** Undefined only while the language loads. */
    language!: Language;
    #hasJoined = false;
    /** Style sheets that were added later. */
    readonly #addedStyles: CSSResult[] = [];

    static override get observedAttributes(): string[] {
      // biome-ignore lint/complexity/noThisInStatic: Lit reads the properties of the class that is being defined.
      const names = super.observedAttributes;
      for (const name of names) dashed.set(name.replaceAll('-', ''), name);
      return [...new Set([...names, ...names.map((name) => name.replaceAll('-', ''))])];
    }

    get messages(): Messages {
      return this.language.messages;
    }

    get canWrite(): boolean {
      return this.session?.canWrite ?? false;
    }

    override attributeChangedCallback(name: string, before: string | null, value: string | null): void {
      super.attributeChangedCallback(dashed.get(name) ?? name, before, value);
    }

    protected override createRenderRoot(): ShadowRoot {
      const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
      this.#adoptStyles(root);
      return root;
    }

    /** Style sheets of the old document do not work in the new one. */
    adoptedCallback(): void {
      if (this.shadowRoot) this.#adoptStyles(this.shadowRoot);
    }

    addStyles(...styles: CSSResult[]): void {
      const added = styles.filter((style) => !this.#addedStyles.includes(style));
      if (added.length === 0) return;
      this.#addedStyles.push(...added);
      if (this.shadowRoot) this.#adoptStyles(this.shadowRoot);
    }

    override connectedCallback(): void {
      super.connectedCallback();
      connected.add(this);
      this.requestUpdate();
    }

    override disconnectedCallback(): void {
      super.disconnectedCallback();
      connected.delete(this);
      this.session?.leave(this);
      this.#hasJoined = false;
    }

    protected override willUpdate(changed: PropertyValues): void {
      const isOther = changed.has('api') || changed.has('token') || changed.has('tokenUrl');
      if (this.isConnected && (isOther || !this.#hasJoined)) this.#join();
      this.languageTag = translated(closestLang(this));
      this.language = languageOf(this.languageTag, this.rerender)!;
    }

    /** Sends an error in rendering to the console: an element never throws into its page. */
    protected override scheduleUpdate(): void {
      try {
        super.scheduleUpdate();
      } catch (error) {
        console.error(error);
        this.updateFailed();
      }
    }

    /** Called when rendering has failed, for instance because the page has patched a built-in. */
    protected updateFailed(): void {}

    protected readonly rerender = (): void => this.requestUpdate();

    #join(): void {
      const before = this.session;
      const session = sessionFor(resolveSettings(this));
      if (session !== before) before?.leave(this);
      session.join(this);
      this.session = session;
      this.#hasJoined = true;
      this.sessionJoined(session, session === before);
    }

    /** Called when the element has joined a session: its first one, the same one after a move, or another viewer's. */
    protected abstract sessionJoined(session: Session, isSame: boolean): void;

    #adoptStyles(root: ShadowRoot): void {
      const { elementStyles } = this.constructor as typeof ReactiveElement;
      root.adoptedStyleSheets = [...(elementStyles as CSSResult[]), ...this.#addedStyles].map((style) =>
        sheetFor(this.ownerDocument, style),
      );
    }
  }
  return FlagpostElement;
};
