import { html, LitElement, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import type { CustomerStatus } from '../../worker/contract/api.ts';
import { FlagpostError } from '../client/client.ts';
import { customerStatus } from '../client/customer.ts';
import { FlagpostErrorEvent, FlagpostLoadEvent } from '../controllers/events.ts';
import { FRESH, RequestController } from '../controllers/request-controller.ts';
import { type CustomerMessages, customerMessages } from '../localize/messages/customer.ts';
import { addEnglish } from '../localize/messages/index.ts';
import { fill } from '../localize/messages/phrase.ts';
import { type Times, timesOf } from '../localize/times.ts';
import { clock } from '../model/clock.ts';
import { baseStyles } from '../styles/base.ts';
import { customerStyles } from '../styles/customer.ts';
import { firstRows } from '../sync/first-rows.ts';
import { type CustomerVoice, customerView } from '../templates/customer-status.ts';
import { liveRegion } from '../templates/live-region.ts';
import { define } from './define.ts';
import { FlagpostElement } from './flagpost-element.ts';

addEnglish(customerMessages);

/** Errors that may be over at the next try. */
const PASSING = ['offline', 'failed'];

/**
 * The part of an order that its customer may see: where it stands, its parcels, and the shop's public notes.
 *
 * @element order-status
 * @fires flagpost-load - The status is shown.
 * @fires flagpost-error - The request failed; `detail.error` has a `code`.
 * @slot error - Shown in place of the reason why there is no status.
 * @csspart status - The sentence that says where the order stands.
 * @csspart late - The sentence below the status while a step takes longer than usual.
 * @csspart steps - The steps of the order.
 * @csspart step - A step.
 * @csspart time - When a step was reached, or a note written.
 * @csspart parcels - The list of parcels.
 * @csspart parcel - A parcel.
 * @csspart link - The link to a parcel's page at its carrier.
 * @csspart note - A public note of the shop.
 * @csspart error - Why there is no status, or why the one shown is old.
 * @csspart button - The button that tries again.
 * @csspart skeleton - The placeholder of the status until the first answer.
 * @cssproperty --flagpost-accent - Steps that are reached, links and focus.
 * @cssproperty --flagpost-text - Text. Default: the page's.
 * @cssproperty --flagpost-muted - Secondary text.
 * @cssproperty --flagpost-line - Lines, and steps to come.
 * @cssproperty --flagpost-warning - The sentence about a step that takes longer than usual.
 * @cssproperty --flagpost-radius - Corners. Default: 6px.
 */
export class OrderStatus extends FlagpostElement(LitElement) implements CustomerVoice {
  static override styles = [baseStyles, customerStyles];

  static override properties: PropertyDeclarations = {
    orderId: { attribute: 'order-id' },
  };

  /** The shop's own order number. */
  orderId: string | undefined;

  /** Undefined only while the times load. */
  times!: Times;
  readonly #request = new RequestController<CustomerStatus>(this);
  #announcement = '';
  #isBroken = false;

  /** The customer's own words. This element has none of the admin's messages. */
  get words(): CustomerMessages {
    return this.messages as unknown as CustomerMessages;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('online', this);
    document.addEventListener('visibilitychange', this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('online', this);
    document.removeEventListener('visibilitychange', this);
    firstRows.done(this);
  }

  /** Loads again when the customer or the network is back. */
  handleEvent(): void {
    if (!document.hidden) this.#refresh();
  }

  /** Loads again. The status stays until the answer comes. */
  async load(): Promise<void> {
    const { session, orderId } = this;
    if (!session || !orderId) return firstRows.done(this);
    await this.#report(await this.#request.run((signal) => customerStatus(session.client, orderId, signal)));
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    this.times = timesOf(this.languageTag, this.timeZone, this.rerender)!;
    if (!this.hasUpdated || !changed.has('orderId')) return;
    this.#request.reset();
    void this.load();
  }

  protected override sessionJoined(_session: unknown, isSame: boolean): void {
    if (!isSame) this.#request.reset();
    this.#refresh();
  }

  protected override updateFailed(): void {
    if (this.#isBroken) return;
    this.#isBroken = true;
    this.requestUpdate();
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.orderId) return nothing;
    if (!this.language || !this.times) return this.#skeleton('');
    const { value, error, isPending } = this.#request;
    const isShown = value && !this.#isBroken;
    return html`
      <section aria-label=${this.words.yourOrder} aria-busy=${isPending}>
        ${this.#error()}
        ${isShown ? customerView(this, value) : error || this.#isBroken ? nothing : this.#skeleton(this.words.loading)}
        ${liveRegion(this.#announcement)}
      </section>
    `;
  }

  #skeleton(label: string): TemplateResult {
    return html`<div part="skeleton"><span class="unseen">${label}</span>${Array(4).fill(html`<div class="bone"></div>`)}</div>`;
  }

  /** Renders an error in place of the status, or above the last good one. */
  #error(): TemplateResult | typeof nothing {
    const { error, value, loadedAt, isPending } = this.#request;
    const code = error?.code ?? (this.#isBroken ? 'failed' : undefined);
    if (!code) return nothing;
    const { words, times } = this;
    const age = value ? ` ${fill(words.stale, { when: times.ago(loadedAt, clock.now()) })}` : '';
    const again = html`<button part="button" aria-disabled=${isPending} @click=${this.#retry}>
      ${isPending ? words.loading : words.tryAgain}
    </button>`;
    return html`
      <div part="error">
        <slot name="error">${words.errors[code]}${age}</slot>
        ${PASSING.includes(code) ? html`<div>${again}</div>` : nothing}
      </div>
    `;
  }

  #refresh(): void {
    if (!this.#request.isWithin(FRESH)) void this.load();
  }

  readonly #retry = (): void => {
    this.#isBroken = false;
    if (!this.#request.isPending) void this.load();
  };

  /** Announces an error, and sends the event once the outcome is rendered. A replaced request has none. */
  async #report(outcome: object | null): Promise<void> {
    if (!outcome) return;
    const error = outcome instanceof FlagpostError ? outcome : null;
    this.#announcement = error && this.language ? this.words.errors[error.code] : '';
    this.requestUpdate();
    await this.updateComplete;
    firstRows.done(this);
    this.dispatchEvent(error ? new FlagpostErrorEvent(error) : new FlagpostLoadEvent());
  }
}

define('order-status', OrderStatus);

declare global {
  interface HTMLElementTagNameMap {
    'order-status': OrderStatus;
  }
}
