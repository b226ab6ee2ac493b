import type { FeedPage, FeedQuery } from '../../worker/contract/api.ts';
import type { LogEvent } from '../../worker/contract/event.ts';
import { type Client, FlagpostError } from './client.ts';
import type { DrawnElement } from './drawn.ts';
import { linesOf } from './lines.ts';
import { Loading } from './loading.ts';

/** One list, page by page: the first again at will, the next at the end, nothing twice. */
export class Pages {
  /** What is shown: all pages so far as one. */
  readonly first: Loading<FeedPage>;
  readonly next: Loading<FeedPage>;
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

  inherit({ first, next }: Pages): void {
    this.first.inherit(first);
    this.next.inherit(next);
  }

  async load(client: Client, query: FeedQuery): Promise<void> {
    this.next.clear();
    await this.#host.report(await this.first.run((signal) => client.feed(query, signal)));
    if (this.#lines === 0) await this.more(client, query);
  }

  /** What comes may all be in lines that are there: then the page after it is asked for too. */
  async more(client: Client, query: FeedQuery): Promise<void> {
    const cursor = this.first.value?.next_cursor;
    if (!cursor || this.next.isPending) return;
    const lines = this.#lines;
    const outcome = await this.next.run((signal) => client.feed({ ...query, cursor }, signal));
    const isPage = outcome && !(outcome instanceof FlagpostError);
    if (isPage) this.#append(outcome);
    await this.#host.report(outcome);
    if (isPage && this.#lines === lines) await this.more(client, query);
  }

  change(now: (event: LogEvent) => LogEvent): void {
    const { value } = this.first;
    if (value) this.first.value = { ...value, events: value.events.map(now) };
  }

  get #lines(): number {
    return linesOf(this.first.value?.events ?? []).length;
  }

  #append({ events, next_cursor }: FeedPage): void {
    const shown = this.first.value!;
    const known = new Set(shown.events.map(({ id }) => id));
    const fresh = events.filter(({ id }) => !known.has(id));
    this.first.value = { ...shown, events: [...shown.events, ...fresh], next_cursor };
    this.#host.requestUpdate();
  }
}
