import { type PropertyDeclarations, type PropertyValues, ReactiveElement } from '@lit/reactive-element';
import { FlagpostCountEvent, FlagpostErrorEvent } from '../controllers/events.ts';
import { safeUrl } from '../model/links.ts';
import { badgeStyles } from '../styles/badge.ts';
import { baseStyles } from '../styles/base.ts';
import type { Session } from '../sync/session.ts';
import { countMark, type Mark } from '../templates/count.ts';
import { define } from './define.ts';
import { FlagpostElement } from './flagpost-element.ts';
import { toNumber } from './to-number.ts';

const create = <Name extends keyof HTMLElementTagNameMap>(name: Name, properties: object = {}) =>
  Object.assign(document.createElement(name), properties);

/**
 * The number of problems that need attention, beside a label in the shop's own navigation.
 *
 * @element attention-badge
 * @fires flagpost-count - The count became known or changed; `detail` is `{ count }`.
 * @fires flagpost-error - The request for the count failed; `detail.error` has a `code`.
 * @slot - The label, for instance "Activity".
 * @slot empty - Shown in place of the count while nothing needs attention.
 * @slot error - Shown in place of the count while it is not known.
 * @csspart link - The link around the label and the pill, if there is an `href`.
 * @csspart count - The pill.
 * @csspart error - The pill when something is broken.
 * @csspart unknown - The mark in place of the pill while the count is not known.
 * @cssproperty --flagpost-accent - The focus ring. Default: a blue.
 * @cssproperty --flagpost-text - The label. Default: the nav's.
 * @cssproperty --flagpost-muted - The mark of an unknown count.
 * @cssproperty --flagpost-radius - Corners of the focus ring. Default: 6px.
 */
export class AttentionBadge extends FlagpostElement(ReactiveElement) {
  static override styles = [baseStyles, badgeStyles];

  static override properties: PropertyDeclarations = {
    href: {},
    pollInterval: { attribute: 'poll-interval', converter: toNumber },
    max: { converter: toNumber },
  };

  /** The address of the link. Without it the label is no link. */
  href: string | undefined;
  /** Seconds between two requests, at least 5. The elements of a page share the requests, at the shortest of their intervals. */
  pollInterval = 60;
  /** Above this number the pill shows `99+`. */
  max = 99;

  readonly #link = create('a', { part: 'link' });
  /** Contains the pill, or the page's own content in its place. */
  readonly #slot = create('slot');
  #rendered = '';
  #sentCount: number | undefined;
  #sentError: unknown;

  protected override createRenderRoot(): ShadowRoot {
    const root = super.createRenderRoot() as ShadowRoot;
    this.#link.append(create('slot'), this.#slot);
    root.append(this.#link);
    return root;
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (changed.has('pollInterval') && this.hasUpdated) this.#watch();
  }

  protected override sessionJoined(_session: Session): void {
    this.#watch();
  }

  protected override update(changed: PropertyValues): void {
    super.update(changed);
    this.#renderLink();
    this.#renderMark();
    this.#sendEvents();
  }

  #watch(): void {
    this.session?.watch(this, this.pollInterval || 60);
  }

  #renderLink(): void {
    const href = this.href ? safeUrl(this.href, document.baseURI) : null;
    if (!href) this.#link.removeAttribute('href');
    else if (href !== this.#link.href) this.#link.href = href;
  }

  /** Writes to the DOM only if the mark has changed. A label and a pill need no template engine. */
  #renderMark(): void {
    const mark = this.#mark;
    const isEmpty = this.session?.attention.value?.count === 0;
    const name = isEmpty ? 'empty' : mark?.kind === 'unknown' ? 'error' : 'count';
    const rendered = JSON.stringify([name, mark]);
    if (rendered === this.#rendered) return;
    this.#rendered = rendered;
    this.#slot.name = name;
    this.#slot.replaceChildren(...(mark ? nodesOf(mark) : []));
  }

  /** The pill, or the mark of an unknown count; null while neither is shown. */
  get #mark(): Mark | null {
    if (!this.session || !this.language) return null;
    const { value, error } = this.session.attention;
    if (value || !error) return countMark(this.language, value, this.max || 99);
    const label = error.code === 'signed_out' ? this.messages.signedOut : this.messages.unknown;
    return { kind: 'unknown', text: '–', label };
  }

  #sendEvents(): void {
    const { value, error } = this.session?.attention ?? {};
    if (error && error !== this.#sentError) this.dispatchEvent(new FlagpostErrorEvent(error));
    this.#sentError = error;
    if (!value || value.count === this.#sentCount) return;
    this.#sentCount = value.count;
    this.dispatchEvent(new FlagpostCountEvent(value.count));
  }
}

/** The pill, and the words that screen readers announce in its place. */
const nodesOf = ({ kind, text, label }: Mark): HTMLElement[] => [
  create('span', { className: kind, part: kind, ariaHidden: 'true', textContent: text }),
  create('span', { className: 'unseen', textContent: label }),
];

define('attention-badge', AttentionBadge);

declare global {
  interface HTMLElementTagNameMap {
    'attention-badge': AttentionBadge;
  }
}
