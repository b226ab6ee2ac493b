import { html, type TemplateResult } from 'lit';
import type { FeedPage } from '../../worker/contract/api.ts';
import { FlagpostError } from '../client/client.ts';
import { FOLD, folded, isRoutine, linesOf } from '../model/lines.ts';
import { withNextPage } from '../model/pages.ts';
import type { FilterController } from './filter-controller.ts';
import type { FeedHost } from './host.ts';
import { RequestController } from './request-controller.ts';

/** After this many empty pages in a row, the person decides whether to search further back. */
const MAX_EMPTY = 4;

/** Loads the pages of a feed after the first one, without an event twice. */
export class PaginationController {
  readonly #host: FeedHost;
  readonly #filters: Pick<FilterController, 'searchedBack'>;
  readonly #request: RequestController<FeedPage>;

  constructor(host: FeedHost, filters: Pick<FilterController, 'searchedBack'>) {
    this.#host = host;
    this.#filters = filters;
    this.#request = new RequestController(host);
  }

  clear(): void {
    this.#request.reset();
  }

  clearError(): void {
    this.#request.error = undefined;
  }

  render(page: FeedPage): TemplateResult {
    const { messages } = this.#host;
    const { isPending, error } = this.#request;
    return html`
      <div class="bar more">
        ${error ? html`<span class="failure">${messages.moreFailed}</span>` : this.#filters.searchedBack(page)}
        <button part="button more" aria-disabled=${isPending} @click=${this.#onClick}>
          ${isPending ? messages.loading : error ? messages.tryAgain : messages.loadMore}
        </button>
      </div>
    `;
  }

  /** Loads the next page, and the one after it if all new events join lines that are already there. */
  async next(tries = MAX_EMPTY): Promise<void> {
    const { request, session, shownQuery } = this.#host;
    const cursor = request.value?.next_cursor;
    if (!cursor || !session || this.#request.isPending) return;
    const before = this.#lineCount;
    const outcome = await this.#request.run((signal) => session.client.feed({ ...shownQuery, cursor }, signal));
    const isPage = outcome && !(outcome instanceof FlagpostError);
    if (isPage) request.update(withNextPage(request.value!, outcome));
    await this.#host.report(outcome);
    const left = tries - Number(isPage && !outcome.events.length);
    if (isPage && this.#lineCount === before && left) await this.next(left);
  }

  get #lineCount(): number {
    return linesOf(this.#host.events).length;
  }

  get #rows(): HTMLElement[] {
    return [...this.#host.renderRoot.querySelectorAll<HTMLElement>('.entry')];
  }

  /** The button goes away with the last page. Then the first new row gets the focus. */
  readonly #onClick = async () => {
    const { language, messages, ownerDocument, request } = this.#host;
    const before = this.#rows.length;
    this.#keepLastRowsOpen();
    await this.next();
    const rows = this.#rows;
    const count = rows.length - before;
    if (count > 0) this.#host.announce(language.format(messages.earlier, { count }));
    const isFocusLost = !request.value?.next_cursor && ownerDocument.activeElement === ownerDocument.body;
    if (isFocusLost) (rows[before] ?? rows.at(-1))?.focus({ preventScroll: true });
  };

  /** The last rows stay visible when more of their kind come, instead of going into a fold. */
  #keepLastRowsOpen(): void {
    const [, lines = []] = this.#host.days.at(-1) ?? [];
    for (const row of folded(lines).slice(1 - FOLD))
      if (!Array.isArray(row) && isRoutine(row.event)) this.#host.folds.open([row.event]);
  }
}
