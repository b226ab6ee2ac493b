import type { ReactiveController } from '@lit/reactive-element';
import { html, nothing, type TemplateResult } from 'lit';
import { addEnglish } from '../localize/messages/index.ts';
import { menuMessages } from '../localize/messages/menu.ts';
import { clock } from '../model/clock.ts';
import { fromInput, toInput, tomorrow } from '../model/wall-time.ts';
import { formStyles } from '../styles/forms.ts';
import type { ListHost } from './host.ts';
import { handled } from './keys.ts';
import { nextByLetter } from './next-by-letter.ts';
import type { Menu, MenuItem, MenuSheet as Sheet } from './on-click.ts';
import { placeSheet } from './place-sheet.ts';

export { menuItems } from './menu-items.ts';

addEnglish(menuMessages);

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** The longest snooze that the Worker accepts. */
const MAX_DAYS = 90;

/**
 * A menu as in the ARIA pattern: arrows, Home, End and letters move in it, Escape and Tab leave it, and the focus returns to
 * its button.
 * @see https://www.w3.org/WAI/ARIA/apg/patterns/menu-button/
 */
export class MenuSheet implements Sheet, ReactiveController {
  readonly #host: ListHost;
  #menu: Menu | undefined;
  #button: HTMLElement | undefined;
  /** Receives the chosen time while the sheet asks for one in place of its items. */
  #choose: ((until: string) => unknown) | undefined;

  constructor(host: ListHost) {
    this.#host = host;
    host.addController(this);
  }

  /** The browser closes the sheet of a removed element without an event. */
  hostDisconnected(): void {
    this.#closed();
  }

  async open(menu: Menu, button: HTMLElement): Promise<void> {
    this.#hide();
    this.#menu = menu;
    this.#button = button;
    this.#choose = undefined;
    await this.#update();
    this.#sheet?.showPopover();
    this.#place();
    // The sheet is in the viewport already, and closes when the page scrolls.
    (this.#items[0] ?? this.#sheet?.querySelector('input'))?.focus({ preventScroll: true });
    button.ariaExpanded = 'true';
  }

  render(): TemplateResult | undefined {
    const menu = this.#menu;
    if (!menu) return undefined;
    return html`
      <div
        popover
        class="sheet"
        part="sheet"
        role=${this.#hasFields ? 'dialog' : 'menu'}
        aria-label=${this.#choose ? this.#host.messages.snooze : menu.name}
        @keydown=${this.#onKey}
        @toggle=${this.#onToggle}
      >${this.#choose ? this.#chooser(this.#choose) : (menu.fields?.() ?? menu.items?.().map(this.#item))}</div>
    `;
  }

  /** Whether the sheet shows fields in place of items. */
  get #hasFields(): boolean {
    return this.#choose !== undefined || this.#menu?.fields !== undefined;
  }

  readonly #item = (item: MenuItem): TemplateResult => {
    const { label, checked, isApart, isRadio } = item;
    const kind = isRadio ? 'radio' : 'checkbox';
    return html`
      ${isApart ? html`<hr />` : nothing}
      <button
        role=${checked === undefined ? 'menuitem' : `menuitem${kind}`}
        aria-checked=${checked ?? nothing}
        tabindex="-1"
        part="button item"
        @click=${() => this.#click(item)}
      >${label}</button>
    `;
  };

  #click({ checked, isRadio, run, choose }: MenuItem): void {
    if (choose) void this.#ask(choose);
    else if (checked === undefined || isRadio) this.#run(run!);
    else run!();
  }

  #chooser(choose: (until: string) => unknown): TemplateResult {
    const { messages, timeZone } = this.#host;
    const now = clock.now();
    const input = (ms: number) => toInput(ms, timeZone);
    const submit = (submit: Event) => {
      submit.preventDefault();
      const { value } = (submit.target as HTMLFormElement).querySelector('input')!;
      const until = new Date(fromInput(value, timeZone)).toISOString();
      this.#run(() => choose(until));
    };
    return html`
      <form @submit=${submit}>
        <label>${messages.until}
          <input
            type="datetime-local"
            required
            min=${input(now + MINUTE)}
            max=${input(now + MAX_DAYS * 24 * HOUR - HOUR)}
            .value=${input(tomorrow(now, timeZone))}
          />
        </label>
        <button part="button">${messages.snooze}</button>
      </form>
    `;
  }

  async #ask(choose: (until: string) => unknown): Promise<void> {
    this.#choose = choose;
    this.#host.addStyles(formStyles);
    await this.#update();
    this.#place();
    this.#sheet?.querySelector('input')?.focus();
  }

  /** Runs an item, after the focus has returned to the button. */
  #run(run: () => unknown): void {
    this.#close();
    run();
  }

  #close(): void {
    this.#hide();
    this.#button?.focus({ preventScroll: true });
  }

  #hide(): void {
    this.#sheet?.hidePopover();
    if (this.#button) this.#button.ariaExpanded = 'false';
  }

  get #sheet(): HTMLElement | null {
    return this.#host.renderRoot.querySelector('.sheet');
  }

  get #items(): HTMLElement[] {
    return [...(this.#sheet?.querySelectorAll<HTMLElement>('[role^=menuitem]') ?? [])];
  }

  async #update(): Promise<void> {
    this.#host.requestUpdate();
    await this.#host.updateComplete;
  }

  #place(): void {
    if (this.#sheet && this.#button) placeSheet(this.#sheet, this.#button);
  }

  readonly #onKey = (key: KeyboardEvent) => {
    if (key.key === 'Tab' && !this.#hasFields) this.#close();
    if (key.key === 'Escape') {
      handled(key);
      this.#close();
    }
    if (this.#hasFields) return;
    const items = this.#items;
    const at = items.indexOf(this.#host.renderRoot.activeElement as HTMLElement);
    const moves: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 };
    const to = moves[key.key] ?? nextByLetter(items, at, key);
    if (to === undefined) return;
    handled(key);
    items.at(to % items.length)?.focus();
  };

  /** The sheet does not follow its button, so it closes when the page scrolls. */
  readonly #onScroll = (scroll: Event) => scroll.composedPath()[0] !== this.#sheet && this.#sheet?.hidePopover();

  readonly #onToggle = (toggle: Event) => {
    const isOpening = (toggle as ToggleEvent).newState === 'open';
    if (isOpening) addEventListener('scroll', this.#onScroll, { capture: true, passive: true });
    else this.#closed();
  };

  #closed(): void {
    removeEventListener('scroll', this.#onScroll, true);
    if (this.#button) this.#button.ariaExpanded = 'false';
    this.#menu = undefined;
    this.#host.requestUpdate();
  }
}
