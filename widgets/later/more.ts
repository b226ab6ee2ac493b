import { html, type TemplateResult } from 'lit/html.js';
import type { FeedPage } from '../../worker/contract/api.ts';
import type { ActivityFeed } from '../activity-feed.ts';
import { FlagpostError } from '../kit/client.ts';
import { FOLD, folded, isRoutine, linesOf } from '../kit/lines.ts';
import { Loading } from '../kit/loading.ts';

/** Pages asked for in a row that bring nothing at all: whether it is worth more is for a person to say. */
const TRIES = 4;

/** The pages of a feed after the first: the next at the end, nothing twice. */
export class More {
  readonly #host: ActivityFeed;
  readonly #next: Loading<FeedPage>;

  constructor(host: ActivityFeed) {
    this.#host = host;
    this.#next = new Loading(host);
  }

  clear(): void {
    this.#next.clear();
  }

  render(): TemplateResult {
    const { acts, loading, words } = this.#host;
    const { isPending, error } = this.#next;
    return html`
      <div class="bar more">
        ${error ? html`<span class="failure">${words.moreFailed}</span>` : acts!.find.searched(loading.value!)}
        <button part="button more" aria-disabled=${isPending} @click=${this.#onClick}>
          ${isPending ? words.loading : error ? words.tryAgain : words.loadMore}
        </button>
      </div>
    `;
  }

  /** What comes may all be in lines that are there: then the page after it is asked for too. */
  async next(tries = TRIES): Promise<void> {
    const { asked, connection, loading } = this.#host;
    const cursor = loading.value?.next_cursor;
    if (!cursor || !connection || this.#next.isPending) return;
    const lines = this.#lines;
    const outcome = await this.#next.run((signal) => connection.client.feed({ ...asked, cursor }, signal));
    const isPage = outcome && !(outcome instanceof FlagpostError);
    if (isPage) this.#append(outcome);
    await this.#host.report(outcome);
    const left = tries - Number(isPage && !outcome.events.length);
    if (isPage && this.#lines === lines && left) await this.next(left);
  }

  get #lines(): number {
    return linesOf(this.#host.shown).length;
  }

  #append(page: FeedPage): void {
    const { loading, shown } = this.#host;
    const known = new Set(shown.map(({ id }) => id));
    const fresh = page.events.filter(({ id }) => !known.has(id));
    loading.value = { ...page, events: [...shown, ...fresh], as_of: loading.value!.as_of };
    this.#host.requestUpdate();
  }

  /** The button goes with the last page; focus goes on to the first new row instead of getting lost. */
  readonly #onClick = async () => {
    const { language, loading, renderRoot, words } = this.#host;
    const entries = () => [...renderRoot.querySelectorAll<HTMLElement>('.entry')];
    const shown = entries().length;
    this.#keepOpen();
    await this.next();
    const count = entries().length - shown;
    if (count > 0) this.#host.say(language.say(words.earlier, { count }));
    const isLost = !loading.value?.next_cursor && document.activeElement === document.body;
    if (isLost) (entries()[shown] ?? entries().at(-1))?.focus({ preventScroll: true });
  };

  /** Rows at the end that are being read do not vanish into a fold when more of their kind come. */
  #keepOpen(): void {
    const [, lines = []] = this.#host.days.at(-1) ?? [];
    for (const row of folded(lines).slice(1 - FOLD))
      if (!Array.isArray(row) && isRoutine(row)) this.#host.unfolded.add(row.event.id);
  }
}
