import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { FeedPage } from '../../worker/contract/api.ts';
import type { ActivityFeed } from '../activity-feed.ts';
import { clock } from '../kit/clock.ts';
import { isOpen } from '../kit/entry.ts';

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
  readonly #host: ActivityFeed;
  /** What will be shown. */
  #page: FeedPage | undefined;
  #words = '';
  #isLooking = false;

  constructor(host: ActivityFeed) {
    this.#host = host;
  }

  clear(): void {
    this.#page = undefined;
  }

  /** Asks for the first page again. Rows that are there change where they stand; others wait, unless `isWanted`. */
  async look(isWanted: boolean): Promise<void> {
    if (this.#isLooking) return;
    this.#isLooking = true;
    const host = this.#host;
    const { asked, loading } = host;
    const answer = await host.connection!.client.feed(asked).catch(() => null);
    this.#isLooking = false;
    const { value, isPending } = loading;
    if (!value || isPending || asked !== host.asked) return;
    if (!answer) return host.load();
    const now = new Map(answer.events.map((event) => [event.id, event]));
    loading.value = { ...value, events: value.events.map((event) => now.get(event.id) ?? event) };
    loading.loadedAt = clock.now();
    this.#page = this.#differ(value, merged(value, answer));
    if (isWanted) this.#show();
    host.requestUpdate();
  }

  /** `2 new – show` */
  line(): TemplateResult | typeof nothing {
    if (!this.#page || this.#page === this.#host.loading.value) return nothing;
    const show = async () => {
      this.#show();
      await this.#host.updateComplete;
      this.#host.renderRoot.querySelector<HTMLElement>('.entry')?.focus();
    };
    return html`<div class="news" part="news"><button part="button" @click=${show}>${this.#words}</button></div>`;
  }

  /** The list as it is to be, where that is another. */
  #differ(shown: FeedPage, page: FeedPage): FeedPage | undefined {
    const before = new Set(shown.events.map(({ id }) => id));
    const after = new Set(page.events.map(({ id }) => id));
    const count = page.events.filter(({ id }) => !before.has(id)).length;
    if (count === 0 && !shown.events.some((event) => isOpen(event) && !after.has(event.id))) return undefined;
    const { language, words } = this.#host;
    this.#words = count > 0 ? language.say(words.news, { count }) : words.changed;
    this.#host.say(this.#words);
    return page;
  }

  #show(): void {
    if (this.#page) this.#host.loading.value = this.#page;
    this.#page = undefined;
    this.#host.requestUpdate();
  }
}
