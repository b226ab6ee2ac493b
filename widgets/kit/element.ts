import { type PropertyDeclarations, type PropertyValues, ReactiveElement } from '@lit/reactive-element';
import type { LogEvent } from '../../worker/contract/event.ts';
import { type Connection, connect, type Listener } from './connection.ts';
import { resolveOrigin } from './page.ts';

/** The script may load twice: whoever came first has the name. */
export const define = (name: string, element: CustomElementConstructor): void => {
  if (!customElements.get(name)) customElements.define(name, element);
};

/**
 * What every element has: whom it asks and with what token. Without lit-html, which the badge is too small to carry.
 *
 * @attr {string} lang - The language of words and times. Default: the nearest `lang` around it.
 */
export abstract class FlagpostElement extends ReactiveElement implements Listener {
  static override properties: PropertyDeclarations = {
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
  #joined = false;

  override connectedCallback(): void {
    super.connectedCallback();
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.connection?.leave(this);
    this.#joined = false;
  }

  /** Gone before it was first drawn: nothing to draw, and no one asked. */
  protected override shouldUpdate(_changed: PropertyValues<this>): boolean {
    return this.isConnected || this.hasUpdated;
  }

  override willUpdate(changed: PropertyValues<this>): void {
    const isOther = changed.has('api') || changed.has('token') || changed.has('tokenUrl');
    if (this.isConnected && (isOther || !this.#joined)) this.#join();
  }

  eventsChanged(_now: (event: LogEvent) => LogEvent): void {}

  newsCame(): void {}

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
