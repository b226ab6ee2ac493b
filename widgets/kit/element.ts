import { type Connection, connect, type Listener } from './connection.ts';
import { inPage } from './customize.ts';
import { type Language, languageOf, spoken } from './language.ts';
import { resolveOrigin } from './page.ts';
import { type Property, Reactive } from './reactive.ts';
import type { Words } from './words.ts';

/** The script may load twice: whoever came first has the name. */
export const define = (name: string, element: CustomElementConstructor): void => {
  if (!customElements.get(name)) customElements.define(name, element);
};

const closestLang = (element: Element): string => {
  const named = element.closest<HTMLElement>('[lang]');
  if (named) return named.lang;
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? closestLang(root.host) : '';
};

/**
 * What every element has: whom it asks and with what token. Without lit-html, which the badge is too small to carry.
 *
 * @attr {string} lang - The language of words and times. Default: the nearest `lang` around it.
 */
export abstract class FlagpostElement extends Reactive implements Listener {
  static override properties: Record<string, Property> = {
    api: {},
    token: {},
    tokenUrl: { attribute: 'token-url' },
    timeZone: { attribute: 'time-zone' },
  };

  /** The API's address. Default: the page's `<meta name="flagpost-api">`, then where the script came from. */
  api: string | undefined;
  /** A viewer token. Default: the page's `<meta name="flagpost-token">`, if the API is the page's. */
  token: string | undefined;
  /** A URL of the page's own origin that answers `{ token }`; asked before a token expires and after a refusal. */
  tokenUrl: string | undefined;
  /** An IANA time zone such as `Europe/Berlin`. Default: the viewer's. */
  timeZone: string | undefined;

  connection: Connection | undefined;
  /** The tag of the language that it speaks; empty where the page names none, or none that is spoken here. */
  tag = '';
  /** Undefined only while it is being loaded. */
  language!: Language;
  #joined = false;

  get words(): Words {
    return this.language.words;
  }

  get canWrite(): boolean {
    return /(^| )write( |$)/.test(String(this.connection?.credential.claims.scope));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    inPage.add(this);
  }

  disconnectedCallback(): void {
    inPage.delete(this);
    this.connection?.leave(this);
    this.#joined = false;
  }

  protected override willUpdate(changed: Set<string>): void {
    const isOther = ['api', 'token', 'tokenUrl'].some((name) => changed.has(name));
    if (this.isConnected && (isOther || !this.#joined)) this.#join();
    this.tag = spoken(closestLang(this));
    this.language = languageOf(this.tag, this.again)!;
  }

  /** What it says, or how, has come. */
  protected readonly again = () => this.requestUpdate();

  /** Called when it starts to listen: first, when moved (`isSame`), and when it asks as someone else. */
  protected abstract joined(connection: Connection, isSame: boolean): void;

  #join(): void {
    const before = this.connection;
    const connection = connect(resolveOrigin(this));
    if (connection !== before) before?.leave(this);
    connection.join(this);
    this.connection = connection;
    this.#joined = true;
    this.joined(connection, connection === before);
  }
}
