import { countMark, type Mark } from './kit/count.ts';
import { define, FlagpostElement } from './kit/element.ts';
import { FlagpostCountEvent, FlagpostErrorEvent } from './kit/events.ts';
import { pageUrl } from './kit/links.ts';
import { asNumber, css } from './kit/reactive.ts';
import { palette } from './kit/styles.ts';

const made = <Name extends keyof HTMLElementTagNameMap>(name: Name, properties: object = {}) =>
  Object.assign(document.createElement(name), properties);

/**
 * How much needs attention, beside a label in the shop's own navigation.
 *
 * @element attention-badge
 * @fires flagpost-count - The count became known or changed; `detail` is `{ count }`.
 * @fires flagpost-error - The count could not be had; `detail.error` has a `code`.
 * @slot - The label, for instance "Activity".
 * @slot empty - Shown in place of the count while nothing needs attention.
 * @slot error - Shown in place of the count while it is not known.
 * @csspart link - The link around it all, where there is an `href`.
 * @csspart count - The pill.
 * @csspart error - The pill when something is broken.
 * @csspart unknown - The mark in its place while the count is not known.
 * @cssproperty --flagpost-accent - Focus. Default: a blue.
 * @cssproperty --flagpost-text - The label. Default: the nav's.
 * @cssproperty --flagpost-muted - The mark of what is not known.
 * @cssproperty --flagpost-radius - Corners of the focus ring. Default: 6px.
 */
export class AttentionBadge extends FlagpostElement {
  static override styles = [
    palette,
    css`
      :host {
        white-space: nowrap;
      }
      a {
        padding-block: 6px;
        color: inherit;
        text-decoration: inherit;
      }
      .count,
      .unknown {
        margin-block: -0.5em;
        margin-inline-start: 0.5em;
        vertical-align: 0.0625em;
      }
      .unknown {
        display: inline-block;
        min-inline-size: 1.5em;
        border: 1px dashed;
        border-radius: 1em;
        color: var(--muted);
        font-size: 0.75em;
        line-height: 1.35;
        text-align: center;
      }
    `,
  ];

  static override properties = {
    ...FlagpostElement.properties,
    href: {},
    pollInterval: { attribute: 'poll-interval', type: asNumber },
    max: { type: asNumber },
  };

  /** Where the label leads. Without it nothing is a link. */
  href: string | undefined;
  /** Seconds between two questions, at least 5; the page asks as often as its most eager element. */
  pollInterval = 60;
  /** Above it the pill says `99+`. */
  max = 99;

  readonly #link = made('a', { part: 'link' });
  readonly #place = made('slot');
  #drawn = '';
  #told: number | undefined;
  #failure: unknown;

  constructor() {
    super();
    this.#link.append(made('slot'), this.#place);
    this.renderRoot.append(this.#link);
  }

  protected override willUpdate(changed: Set<string>): void {
    super.willUpdate(changed);
    if (changed.has('pollInterval') && this.hasUpdated) this.#watch();
  }

  protected override joined(): void {
    this.#watch();
  }

  override update(): void {
    this.#draw();
    this.#tell();
  }

  get #mark(): Mark | null {
    const { value, error } = this.connection!.attention;
    if (!this.language) return null;
    if (value || !error) return countMark(this.language, value, this.max || 99);
    // An error is not a zero.
    const heard = error.code === 'signed_out' ? this.words.signedOut : this.words.unknown;
    return { kind: 'unknown', seen: '–', heard };
  }

  /** By hand: a label and a mark are not worth a template engine. Touches nothing when nothing is new. */
  #draw(): void {
    const href = this.href ? pageUrl(this.href) : null;
    if (!href) this.#link.removeAttribute('href');
    else if (href !== this.#link.href) this.#link.href = href;
    const mark = this.#mark;
    const isEmpty = this.connection!.attention.value?.count === 0;
    const name = isEmpty ? 'empty' : mark?.kind === 'unknown' ? 'error' : 'count';
    const drawn = JSON.stringify([name, mark]);
    if (drawn === this.#drawn) return;
    this.#drawn = drawn;
    this.#place.name = name;
    this.#place.replaceChildren(...(mark ? nodes(mark) : []));
  }

  #tell(): void {
    const { value, error } = this.connection!.attention;
    if (error && error !== this.#failure) this.dispatchEvent(new FlagpostErrorEvent(error));
    this.#failure = error;
    if (!value || value.count === this.#told) return;
    this.#told = value.count;
    this.dispatchEvent(new FlagpostCountEvent(value.count));
  }

  #watch(): void {
    this.connection!.watch(this, this.pollInterval || 60);
  }
}

/** What is seen, and what is heard in its place. */
const nodes = ({ kind, seen, heard }: Mark): HTMLElement[] => [
  made('span', { className: kind, part: kind, ariaHidden: 'true', textContent: seen }),
  made('span', { className: 'unseen', textContent: heard }),
];

define('attention-badge', AttentionBadge);

declare global {
  interface HTMLElementTagNameMap {
    'attention-badge': AttentionBadge;
  }
}
