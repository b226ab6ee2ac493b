import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { FeedPage, FeedQuery } from '../../worker/contract/api.ts';
import type { LogEvent } from '../../worker/contract/event.ts';
import { type ActivityFeed, owner } from '../activity-feed.ts';
import { clock } from '../kit/clock.ts';
import { isRoutine } from '../kit/lines.ts';
import { type Tab, tabOf } from '../kit/tabs.ts';
import { Export } from './export.ts';
import { fields, fill, nameOf, read } from './find-form.ts';
import { CHOICES, type Filter, type Narrowed, narrowedBy, writeUrl } from './find-url.ts';
import { startOf } from './wall-time.ts';
import { eventsIn } from './words.ts';

/** A person types on within this time, in ms. */
const TYPING = 300;

addEventListener('popstate', () => {
  if (owner?.isConnected) owner.acts!.find.cameBack();
});

const isSame = (a: object, b: object) => JSON.stringify(a) === JSON.stringify(b);

/** What one list is narrowed to: the fields, what they come to, and the page's URL where that is kept there. */
export class Find {
  isOpen = false;
  narrowed: Narrowed = {};
  readonly #host: ActivityFeed;
  readonly #export: Export;
  /** A search that is being typed is one step for Back, not one a letter. */
  #isTyping = false;
  #wait: (() => void) | undefined;

  constructor(host: ActivityFeed) {
    this.#host = host;
    this.#export = new Export(host);
  }

  inherit({ narrowed, isOpen }: Find): void {
    this.narrowed = narrowed;
    this.isOpen = isOpen;
    void this.#drawn().then(() => this.#fill());
  }

  /** In the API's words: a day is one of the list's time zone. */
  get query(): FeedQuery {
    const { routine: _, since, until, ...named } = this.narrowed;
    const { timeZone } = this.#host;
    return {
      ...named,
      ...(since && { since: startOf(since, timeZone) }),
      ...(until && { until: startOf(until, timeZone, 1) }),
    };
  }

  /** How many filters hold. */
  get count(): number {
    return Object.keys(this.narrowed).length;
  }

  /** Those that are shown: what is routine may be hidden. */
  visible(events: LogEvent[]): LogEvent[] {
    return this.narrowed.routine ? events.filter((event) => !isRoutine({ event, run: [] })) : events;
  }

  async toggle(): Promise<void> {
    this.isOpen = !this.isOpen;
    await this.#drawn();
    this.#fill();
    this.#focus(this.isOpen ? '#find input' : '[part~=filter]');
  }

  /** A tab was chosen: a step of its own. */
  wentTo(tab: Tab): void {
    if (this.#host.ownsUrl) writeUrl(tab, this.narrowed, true);
  }

  readUrl(): void {
    const given = new URLSearchParams(location.search);
    this.narrowed = narrowedBy((name) => given.get(name));
  }

  /** The page's URL is another one: by Back, or forward again. */
  cameBack(): void {
    const host = this.#host;
    const before = this.narrowed;
    this.readUrl();
    this.#isTyping = false;
    this.#fill();
    const tab = tabOf(new URLSearchParams(location.search).get('tab'));
    // Another tab loads by itself.
    if (tab !== host.tab) host.tab = tab;
    else if (!isSame(before, this.narrowed)) void this.#load();
  }

  /** Between the tabs and the list. */
  render(page: FeedPage | undefined): TemplateResult {
    const { language } = this.#host;
    const form = html`
      <form id="find" class="meta" role="search" part="filters" aria-label=${language.words.filter}
        @input=${this.#onInput} @change=${this.#read} @submit=${this.#onSubmit} @keydown=${this.#onKey}>
        ${fields(language, page?.events ?? [])}
      </form>
      <div class="bar" part="export">${this.#export.render()}</div>
    `;
    return html`${this.isOpen ? form : nothing} ${this.count ? this.#summary(page) : nothing}`;
  }

  /** Where nothing matches, and no more can come. */
  get nothing(): TemplateResult | undefined {
    if (!this.count) return undefined;
    const { words } = this.#host;
    return html`<div class="state" part="nothing">${words.nothing}${this.#clear}</div>`;
  }

  /** How far back a search looked that found too little. */
  searched({ searched_back_to: back }: FeedPage): TemplateResult | undefined {
    if (!back) return;
    const { language, times, words } = this.#host;
    const day = times.short(back, clock.now());
    return html`<span class="meta">${language.say(words.searchedBack, { day })}</span>`;
  }

  get #clear(): TemplateResult {
    const { clear } = this.#host.words;
    return html`<button part="button clear" @click=${() => this.#set({})}>${clear}</button>`;
  }

  /** Each filter by a button that takes it away, and what they come to. */
  #summary(page: FeedPage | undefined): TemplateResult {
    return html`
      <div class="bar chips" part="chips">
        ${Object.entries(this.narrowed).map(([name, value]) => this.#chips(name as Filter, value))} ${this.#clear}
        ${page ? html`<span class="meta end">${this.#outcome(page)}</span>` : nothing}
      </div>
    `;
  }

  #chips(name: Filter, value: string): TemplateResult[] {
    const { clear } = this.#host.words;
    const all = name in CHOICES ? value.split(',') : [value];
    return all.map((one) => {
      const told = this.#told(name, one);
      const rest = all.filter((other) => other !== one).join();
      const less = () => this.#set(narrowedBy((other) => (other === name ? rest : (this.narrowed[other] ?? null))));
      return html`<button part="button chip" class="chip" aria-label=${`${clear}: ${told}`} @click=${less}>${told} <span aria-hidden="true">✕</span></button>`;
    });
  }

  #told(name: Filter, value: string): string {
    const { language, times, timeZone, words } = this.#host;
    if (name in CHOICES) return nameOf(language, name, value);
    if (name === 'q') return `“${value}”`;
    if (name === 'actor') return language.say(words.by, { person: value });
    if (name === 'source') return value;
    if (name === 'routine') return words.hideRoutine;
    const day = times.day(startOf(value, timeZone), clock.now());
    return `${name === 'since' ? words.from : words.to}: ${day}`;
  }

  /** `12 events`, `50+ events`, and what of them is hidden. */
  #outcome(page: FeedPage): unknown {
    const { language, words } = this.#host;
    const count = page.events.length - this.visible(page.events).length;
    const found = this.#found(page);
    if (!count) return found;
    const what = language.say(words.routine, { count });
    const show = () => this.#set(narrowedBy((name) => (name !== 'routine' && this.narrowed[name]) || null));
    return html`${found} · ${language.say(words.hidden, { what })} <button part="button show" @click=${show}>${words.show}</button>`;
  }

  #found({ events, next_cursor }: FeedPage): string {
    const { language, tag } = this.#host;
    return eventsIn(language, tag, this.visible(events).length, next_cursor !== null);
  }

  /** Asks for it; `isStep` where Back is to take it back. */
  async #set(narrowed: Narrowed, isStep = true): Promise<void> {
    const host = this.#host;
    this.#wait?.();
    if (isSame(narrowed, this.narrowed)) return;
    this.narrowed = narrowed;
    if (host.ownsUrl) writeUrl(host.tab, narrowed, isStep);
    this.#fill();
    await this.#load();
    // The button that was clicked may be gone.
    if (!host.renderRoot.activeElement && document.activeElement === document.body) this.#focus('[part~=filter]');
  }

  /** What was shown answers another question: it stays until the answer comes, but not where that fails. */
  async #load(): Promise<void> {
    const host = this.#host;
    const { narrowed } = this;
    host.acts!.clear();
    host.requestUpdate();
    await host.load();
    if (this.narrowed !== narrowed) return;
    if (host.loading.error) host.loading.value = undefined;
    const page = host.loading.value;
    if (page) host.say(page.events.length ? this.#found(page) : host.words.nothing);
    await this.#drawn();
  }

  async #drawn(): Promise<void> {
    this.#host.requestUpdate();
    await this.#host.updateComplete;
  }

  #focus(selector: string): void {
    this.#host.renderRoot.querySelector<HTMLElement>(selector)?.focus();
  }

  get #form(): HTMLFormElement | null {
    return this.#host.renderRoot.querySelector('form#find');
  }

  #fill(): void {
    if (this.#form) fill(this.#form, this.narrowed);
  }

  readonly #read = (): void => {
    const next = read(this.#form!);
    const isSearch = next.q !== this.narrowed.q;
    void this.#set(next, !(isSearch && this.#isTyping));
    this.#isTyping = isSearch;
  };

  readonly #onInput = ({ target }: Event) => {
    if ((target as HTMLInputElement).name !== 'q') return;
    this.#wait?.();
    this.#wait = clock.after(TYPING, this.#read);
  };

  readonly #onSubmit = (submit: Event) => submit.preventDefault();

  readonly #onKey = ({ key }: KeyboardEvent) => {
    if (key === 'Escape') void this.toggle();
  };
}
