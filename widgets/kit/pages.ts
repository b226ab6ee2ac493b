import type { FeedPage, FeedQuery } from '../../worker/contract/api.ts';
import type { LogEvent } from '../../worker/contract/event.ts';
import { type Client, FlagpostError } from './client.ts';
import type { DrawnElement } from './drawn.ts';
import { linesOf } from './lines.ts';
import { Loading } from './loading.ts';

/** Pages asked for in a row that bring nothing at all: whether it is worth more is for a person to say. */
const TRIES = 4;

/** One list, page by page: the first again at will, the next at the end, nothing twice. */
export class Pages {
  /** What is shown: all pages so far as one. */
  readonly first: Loading<FeedPage>;
  readonly next: Loading<FeedPage>;
  /** What is shown answers this. */
  asked: FeedQuery = {};
  readonly #host: DrawnElement;

  constructor(host: DrawnElement) {
    this.#host = host;
    this.first = new Loading(host);
    this.next = new Loading(host);
  }

  clear(): void {
    this.first.clear();
    this.next.clear();
  }

  inherit({ first, next, asked }: Pages): void {
    this.first.inherit(first);
    this.next.inherit(next);
    this.asked = asked;
  }

  async load(client: Client, query: () => Promise<FeedQuery>): Promise<void> {
    this.next.clear();
    const outcome = await this.first.run(async (signal) => {
      const asked = await query();
      const page = await client.feed(asked, signal);
      this.asked = asked;
      return page;
    });
    await this.#host.report(outcome);
    if (this.#lines === 0) await this.more(client);
  }

  /** What comes may all be in lines that are there: then the page after it is asked for too. */
  async more(client: Client, tries = TRIES): Promise<void> {
    const cursor = this.first.value?.next_cursor;
    if (!cursor || this.next.isPending) return;
    const lines = this.#lines;
    const outcome = await this.next.run((signal) => client.feed({ ...this.asked, cursor }, signal));
    const isPage = outcome && !(outcome instanceof FlagpostError);
    if (isPage) this.#append(outcome);
    await this.#host.report(outcome);
    const left = tries - Number(isPage && !outcome.events.length);
    if (isPage && this.#lines === lines && left) await this.more(client, left);
  }

  change(now: (event: LogEvent) => LogEvent): void {
    const { value } = this.first;
    if (value) this.first.value = { ...value, events: value.events.map(now) };
  }

  get #lines(): number {
    return linesOf(this.first.value?.events ?? []).length;
  }

  #append(page: FeedPage): void {
    const shown = this.first.value!;
    const known = new Set(shown.events.map(({ id }) => id));
    const fresh = page.events.filter(({ id }) => !known.has(id));
    this.first.value = { ...page, events: [...shown.events, ...fresh], as_of: shown.as_of };
    this.#host.requestUpdate();
  }
}
