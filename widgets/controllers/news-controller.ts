import { html, nothing, type TemplateResult } from 'lit';
import type { FeedPage } from '../../worker/contract/api.ts';
import { byId } from '../model/by-id.ts';
import { clock } from '../model/clock.ts';
import { isOpen } from '../model/event-state.ts';
import { withFreshStart } from '../model/pages.ts';
import type { FeedHost } from './host.ts';

/** Looks for news without moving the rows that a person reads. A button above the rows shows them. */
export class NewsController {
  readonly #host: FeedHost;
  /** The rows that the button shows. */
  #page: FeedPage | undefined;
  #label = '';
  #isLoading = false;

  constructor(host: FeedHost) {
    this.#host = host;
  }

  clear(): void {
    this.#page = undefined;
  }

  /** Loads the first page again. Shown rows change in place; new rows wait for the button, unless `showNow`. */
  async load(showNow: boolean): Promise<void> {
    if (this.#isLoading) return;
    this.#isLoading = true;
    const host = this.#host;
    const { request, session, shownQuery } = host;
    const answer = await session!.client.feed(shownQuery).catch(() => null);
    this.#isLoading = false;
    const { value, isPending } = request;
    if (!value || isPending || shownQuery !== host.shownQuery) return;
    if (!answer) return host.load();
    const now = byId(answer.events);
    request.update({ ...value, events: value.events.map((event) => now.get(event.id) ?? event) });
    request.loadedAt = clock.now();
    this.#compare(value, withFreshStart(value, answer));
    if (showNow) this.#show();
  }

  /** `2 new – show` */
  render(): TemplateResult | typeof nothing {
    if (!this.#page || this.#page === this.#host.request.value) return nothing;
    return html`<div class="news" part="news"><button part="button" @click=${this.#onClick}>${this.#label}</button></div>`;
  }

  /** Offers the new page if it has new events, or if open events are gone from it. */
  #compare(shown: FeedPage, page: FeedPage): void {
    const before = byId(shown.events);
    const after = byId(page.events);
    const count = page.events.filter(({ id }) => !before.has(id)).length;
    const isChanged = count > 0 || shown.events.some((event) => isOpen(event) && !after.has(event.id));
    this.#page = isChanged ? page : undefined;
    if (!isChanged) return;
    const { language, messages } = this.#host;
    this.#label = count > 0 ? language.format(messages.news, { count }) : messages.changed;
    this.#host.announce(this.#label);
  }

  #show(): void {
    if (this.#page) this.#host.request.update(this.#page);
    this.#page = undefined;
  }

  readonly #onClick = async () => {
    this.#show();
    await this.#host.updateComplete;
    this.#host.renderRoot.querySelector<HTMLElement>('.entry')?.focus();
  };
}
