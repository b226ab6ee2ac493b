import type { DrawnElement } from '../kit/drawn.ts';
import { isLately } from './heirs.ts';

const focusable = (host: DrawnElement): HTMLElement[] => [
  ...host.renderRoot.querySelectorAll<HTMLElement>('a, button, textarea, input, select, [tabindex]'),
];

/** Where a person is in an element: it comes back when the page only moves the element, or draws it anew. */
export class Place {
  readonly #host: DrawnElement;
  #focus: Element | null;
  /** The row that it is in, or the error. */
  #row: HTMLElement | null = null;
  #top: number;

  constructor(host: DrawnElement) {
    const { renderRoot } = host;
    this.#host = host;
    this.#focus = renderRoot.activeElement;
    this.#top = host.scrollTop;
    renderRoot.addEventListener('focusin', ({ target }) => {
      this.#focus = target as Element;
      this.#row = this.#focus.closest('.entry, [part=error]');
    });
    // What is taken out loses its focus before it is told that it is out.
    renderRoot.addEventListener('focusout', () => queueMicrotask(() => this.#left()));
    // In Firefox a button that is taken out of an element takes the focus with it without a word.
    new MutationObserver(() => this.#left()).observe(renderRoot, { childList: true, subtree: true });
    host.addEventListener('scroll', () => {
      if (host.isConnected) this.#top = host.scrollTop;
    });
  }

  returned(): void {
    if (isLately(this.#host)) this.#restore(this);
  }

  inherit(before: Place): void {
    void this.#host.updateComplete?.then(() => this.#restore(before));
  }

  /** The button that did it may be gone: focus goes on in its row, or where rows have come by now. */
  #left(): void {
    const { isConnected, renderRoot } = this.#host;
    if (!isConnected) return;
    const isGone = this.#focus?.isConnected === false && document.activeElement === document.body;
    const row = this.#row?.isConnected ? this.#row : renderRoot.querySelector<HTMLElement>('.entry');
    this.#focus = renderRoot.activeElement;
    if (isGone && this.#row) row?.focus({ preventScroll: true });
  }

  #restore(before: Place): void {
    const at = focusable(before.#host).indexOf(before.#focus as HTMLElement);
    this.#host.scrollTop = before.#top;
    this.#top = before.#top;
    // Whoever has the focus by now keeps it.
    if (document.activeElement === document.body) focusable(this.#host)[at]?.focus({ preventScroll: true });
  }
}
