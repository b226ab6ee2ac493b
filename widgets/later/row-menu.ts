import { html, type TemplateResult } from 'lit/html.js';
import type { LogEvent } from '../../worker/contract/event.ts';
import { clock } from '../kit/clock.ts';
import type { DrawnElement } from '../kit/drawn.ts';
import { actionLabel, isOpen } from '../kit/entry.ts';
import { fromInput, monday, toInput, tomorrow } from './wall-time.ts';

const HOUR = 3_600_000;
/** As the Worker has it. */
const MOST_DAYS = 90;
const GAP = 4;

type Item = [words: string, chosen: () => unknown];

/**
 * What else may be done about an event, in a menu as ARIA has it: arrows, Home, End and letters move in it, Escape and
 * Tab leave it, and focus goes back to the button that it came from.
 * @see https://www.w3.org/WAI/ARIA/apg/patterns/menu-button/
 */
export class RowMenu {
  readonly #host: DrawnElement;
  #event: LogEvent | undefined;
  #from: HTMLElement | undefined;
  /** In place of the menu: a time to choose. */
  #isChoosing = false;

  constructor(host: DrawnElement) {
    this.#host = host;
  }

  async open(event: LogEvent, from: HTMLElement): Promise<void> {
    this.#event = event;
    this.#from = from;
    this.#isChoosing = false;
    await this.#draw();
    this.#sheet?.showPopover();
    this.#place();
    this.#items[0]?.focus();
    from.ariaExpanded = 'true';
  }

  render(): TemplateResult | undefined {
    if (!this.#event) return undefined;
    const { words } = this.#host;
    return html`
      <div
        popover
        class="sheet"
        part="sheet"
        role=${this.#isChoosing ? 'dialog' : 'menu'}
        aria-label="${this.#isChoosing ? words.snooze : words.more}: ${this.#event.message}"
        @keydown=${this.#onKey}
        @toggle=${this.#onToggle}
      >${this.#isChoosing ? this.#chooser(this.#event) : this.#itemsOf(this.#event).map(this.#item)}</div>
    `;
  }

  readonly #item = ([words, chosen]: Item): TemplateResult => html`
    <button role="menuitem" tabindex="-1" part="button item" @click=${chosen}>${words}</button>
  `;

  #itemsOf(event: LogEvent): Item[] {
    const { acts, canWrite, syncUrl, words } = this.#host;
    const actions = canWrite && !event.resolved_at ? event.actions.slice(event.snoozed_until ? 0 : 1) : [];
    return [
      ...actions.map(
        (action): Item => [
          actionLabel(this.#host.language, action.label),
          this.#closing(() => acts!.row.run(event, action)),
        ],
      ),
      ...(!canWrite || !isOpen(event)
        ? []
        : event.snoozed_until
          ? [[words.wake, this.#closing(() => acts!.row.snooze(event, null))] satisfies Item]
          : this.#snoozes(event)),
      ...(syncUrl ? [[words.copyLink, this.#closing(() => acts!.links.copy(event))] satisfies Item] : []),
    ];
  }

  #snoozes(event: LogEvent): Item[] {
    const { acts, language, times, timeZone, words } = this.#host;
    const now = clock.now();
    const item = (phrase: string, at: number): Item => {
      const until = new Date(at).toISOString();
      const chosen = this.#closing(() => acts!.row.snooze(event, until));
      return [language.say(phrase, { time: times.clock(until) }), chosen];
    };
    const [morning, week] = [tomorrow(now, timeZone), monday(now, timeZone)];
    return [
      item(words.forAnHour, now + HOUR),
      item(words.untilTomorrow, morning),
      ...(week === morning ? [] : [item(words.untilMonday, week)]),
      [words.untilThen, () => this.#choose()],
    ];
  }

  #chooser(event: LogEvent): TemplateResult {
    const { acts, timeZone, words } = this.#host;
    const now = clock.now();
    const input = (ms: number) => toInput(ms, timeZone);
    const send = (submit: Event) => {
      submit.preventDefault();
      const { value } = (submit.target as HTMLFormElement).querySelector('input')!;
      const until = new Date(fromInput(value, timeZone)).toISOString();
      this.#closing(() => acts!.row.snooze(event, until))();
    };
    return html`
      <form @submit=${send}>
        <label>${words.until}
          <input
            type="datetime-local"
            required
            min=${input(now + 60_000)}
            max=${input(now + MOST_DAYS * 24 * HOUR - HOUR)}
            .value=${input(tomorrow(now, timeZone))}
          />
        </label>
        <button part="button">${words.snooze}</button>
      </form>
    `;
  }

  async #choose(): Promise<void> {
    this.#isChoosing = true;
    await this.#draw();
    this.#place();
    this.#sheet?.querySelector('input')?.focus();
  }

  /** Focus is back on the row before anything is done about it. */
  #closing(what: () => unknown): () => void {
    return () => {
      this.#close();
      what();
    };
  }

  #close(): void {
    this.#sheet?.hidePopover();
    this.#from?.focus({ preventScroll: true });
  }

  get #sheet(): HTMLElement | null {
    return this.#host.renderRoot.querySelector('.sheet');
  }

  get #items(): HTMLElement[] {
    return [...(this.#sheet?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];
  }

  async #draw(): Promise<void> {
    this.#host.requestUpdate();
    await this.#host.updateComplete;
  }

  /** Under its button, or over it where there is more room; its end at the button's end. */
  #place(): void {
    const sheet = this.#sheet;
    const from = this.#from?.getBoundingClientRect();
    if (!sheet || !from) return;
    const { width, height } = sheet.getBoundingClientRect();
    const isUp = from.bottom + GAP + height > innerHeight && from.top > innerHeight - from.bottom;
    const isRtl = getComputedStyle(this.#host).direction === 'rtl';
    const left = isRtl ? from.left : from.right - width;
    const top = isUp ? from.top - GAP - height : from.bottom + GAP;
    sheet.style.top = `${Math.max(GAP, Math.min(top, innerHeight - height - GAP))}px`;
    sheet.style.left = `${Math.max(GAP, Math.min(left, innerWidth - width - GAP))}px`;
  }

  readonly #onKey = (key: KeyboardEvent) => {
    if (key.key === 'Escape' || (key.key === 'Tab' && !this.#isChoosing)) return this.#close();
    if (this.#isChoosing) return;
    const items = this.#items;
    const at = items.indexOf((this.#host.renderRoot as ShadowRoot).activeElement as HTMLElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[key.key] ?? this.#lettered(items, at, key);
    if (to === undefined) return;
    key.preventDefault();
    items.at(to % items.length)?.focus();
  };

  /** The next item that begins with the letter. */
  #lettered(items: HTMLElement[], at: number, { key, ctrlKey, metaKey, altKey }: KeyboardEvent): number | undefined {
    if (key.length !== 1 || key === ' ' || ctrlKey || metaKey || altKey) return undefined;
    const begins = ({ textContent }: HTMLElement) => textContent.trim().toLowerCase().startsWith(key.toLowerCase());
    const next = [...items.keys()].map((step) => (at + 1 + step) % items.length).find((each) => begins(items[each]!));
    return next;
  }

  /** The page moves away under it. */
  readonly #scrolled = (scroll: Event) => scroll.composedPath()[0] !== this.#sheet && this.#sheet?.hidePopover();

  readonly #onToggle = (toggle: Event) => {
    const isOpening = (toggle as ToggleEvent).newState === 'open';
    if (isOpening) addEventListener('scroll', this.#scrolled, { capture: true, passive: true });
    else this.closed();
  };

  /** The browser has closed it; where its element leaves the page, without a word. */
  closed(): void {
    removeEventListener('scroll', this.#scrolled, true);
    if (this.#from) this.#from.ariaExpanded = 'false';
    this.#event = undefined;
    this.#host.requestUpdate();
  }
}
