import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { FeedPage } from '../../worker/contract/api.ts';
import { clock } from '../kit/clock.ts';
import type { DrawnElement } from '../kit/drawn.ts';
import { isOpen } from '../kit/entry.ts';
import type { Hands } from '../kit/hands.ts';
import type { Pages } from '../kit/pages.ts';
import { wordsOf } from './words.ts';

/** The first page as it is now, and after it what is shown of the pages behind it, where they meet. */
const merged = (shown: FeedPage, page: FeedPage): FeedPage => {
  const known = new Set(page.events.map(({ id }) => id));
  const meet = shown.events.findLastIndex(({ id }) => known.has(id));
  const behind = meet < 0 || !page.next_cursor ? [] : shown.events.slice(meet + 1);
  if (behind.length === 0) return page;
  return { ...page, events: [...page.events, ...behind], next_cursor: shown.next_cursor };
};

/** What happened since a list was loaded: a line over it says so, and only who asks for it has the rows moved. */
export class News {
  readonly #host: DrawnElement;
  readonly #hands: Hands;
  #pages: Pages | undefined;
  /** What will be shown. */
  #page: FeedPage | undefined;
  #words = '';
  #isLooking = false;

  constructor(host: DrawnElement, hands: Hands) {
    this.#host = host;
    this.#hands = hands;
  }

  clear(): void {
    this.#page = undefined;
  }

  /** Asks for the first page again. Rows that are there change where they stand; others wait, unless `isWanted`. */
  async look(pages: Pages, isWanted: boolean): Promise<void> {
    if (this.#isLooking) return;
    this.#isLooking = true;
    const { asked } = pages;
    const answer = await this.#host.connection!.client.feed(asked).catch(() => null);
    this.#isLooking = false;
    const { value, isPending } = pages.first;
    if (!value || isPending || asked !== pages.asked) return;
    if (!answer) return this.#host.load();
    const now = new Map(answer.events.map((event) => [event.id, event]));
    pages.change((event) => now.get(event.id) ?? event);
    pages.first.loadedAt = clock.now();
    this.#pages = pages;
    this.#page = this.#differ(pages.first.value!, merged(value, answer));
    if (isWanted) this.#show();
    this.#host.requestUpdate();
  }

  /** `2 new – show` */
  line(): TemplateResult | typeof nothing {
    if (!this.#page || this.#page === this.#pages?.first.value) return nothing;
    const show = async () => {
      this.#show();
      await this.#host.updateComplete;
      this.#host.renderRoot.querySelector<HTMLElement>('.entry')?.focus();
    };
    return html`<div class="news" part="news"><button type="button" part="button" @click=${show}>${this.#words}</button></div>`;
  }

  /** The list as it is to be, where that is another. */
  #differ(shown: FeedPage, page: FeedPage): FeedPage | undefined {
    const before = new Set(shown.events.map(({ id }) => id));
    const after = new Set(page.events.map(({ id }) => id));
    const count = page.events.filter(({ id }) => !before.has(id)).length;
    if (count === 0 && !shown.events.some((event) => isOpen(event) && !after.has(event.id))) return undefined;
    const { language } = this.#host;
    const words = wordsOf(language);
    this.#words = count > 0 ? language.say(words.news, { count }) : words.changed;
    this.#hands.say(this.#words);
    return page;
  }

  #show(): void {
    if (this.#page && this.#pages) this.#pages.first.value = this.#page;
    this.#page = undefined;
    this.#host.requestUpdate();
  }
}
