import type { ReactiveController } from '@lit/reactive-element';
import { paint } from '../sync/first-rows.ts';
import type { ListHost } from './host.ts';
import { wasJustRemoved } from './takeover.ts';

const focusable = (host: ListHost): HTMLElement[] => [
  ...host.renderRoot.querySelectorAll<HTMLElement>('a, button, textarea, input, select, [tabindex]'),
];

/** Whether nothing in the page has the focus. */
const isFocusLost = ({ ownerDocument }: ListHost) => ownerDocument.activeElement === ownerDocument.body;

/** Keeps the focus and the scroll position when the page moves or re-renders the element, or when a button goes away. */
export class FocusController implements ReactiveController {
  readonly #host: ListHost;
  #focus: Element | null;
  /** The row, the problem in the header or the error that has the focus. */
  #row: HTMLElement | null = null;
  #top = 0;

  constructor(host: ListHost) {
    const { renderRoot } = host;
    this.#host = host;
    this.#focus = renderRoot.activeElement;
    renderRoot.addEventListener('focusin', ({ target }) => {
      this.#focus = target as Element;
      this.#row = this.#focus.closest('.entry, .problem, [part=error]');
    });
    // An element that is removed loses its focus before `isConnected` changes.
    renderRoot.addEventListener('focusout', () => queueMicrotask(() => this.#recover()));
    // Firefox sends no `focusout` for a button that is removed.
    new MutationObserver(() => this.#recover()).observe(renderRoot, { childList: true, subtree: true });
    host.addEventListener('scroll', this.#rememberTop);
    // Read after the paint, since a read before it would lay out the page once more.
    paint.next(this.#rememberTop);
    host.addController(this);
  }

  readonly #rememberTop = (): void => {
    if (this.#host.isConnected) this.#top = this.#host.scrollTop;
  };

  hostConnected(): void {
    if (wasJustRemoved(this.#host)) this.#restore(this);
  }

  takeOver(before: FocusController): void {
    void this.#host.updateComplete.then(() => this.#restore(before));
  }

  /** If the focused button is gone, its row gets the focus, or the first row if that is gone too. */
  #recover(): void {
    const { isConnected, renderRoot } = this.#host;
    if (!isConnected) return;
    const isGone = this.#focus?.isConnected === false && isFocusLost(this.#host);
    const row = this.#row?.isConnected ? this.#row : renderRoot.querySelector<HTMLElement>('.entry');
    this.#focus = renderRoot.activeElement;
    if (isGone && this.#row) row?.focus({ preventScroll: true });
  }

  #restore(before: FocusController): void {
    const at = focusable(before.#host).indexOf(before.#focus as HTMLElement);
    this.#host.scrollTop = before.#top;
    this.#top = before.#top;
    // Another element of the page may have the focus by now.
    if (isFocusLost(this.#host)) focusable(this.#host)[at]?.focus({ preventScroll: true });
  }
}
