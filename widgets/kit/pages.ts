import type { FeedPage, FeedQuery } from '../../worker/contract/api.ts';
import type { LogEvent } from '../../worker/contract/event.ts';
import { type Client, FlagpostError } from './client.ts';
import type { DrawnElement } from './drawn.ts';
import { withEvent } from './entry.ts';
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

  async load(client: Client, query: FeedQuery): Promise<void> {
    this.next.clear();
    await this.#host.report(await this.first.run((signal) => client.feed(query, signal)));
  }

  async more(client: Client, query: FeedQuery): Promise<void> {
    const cursor = this.first.value?.next_cursor;
    if (!cursor || this.next.isPending) return;
    const outcome = await this.next.run((signal) => client.feed({ ...query, cursor }, signal));
    if (outcome && !(outcome instanceof FlagpostError)) this.#append(outcome);
    await this.#host.report(outcome);
  }

  change(event: LogEvent): void {
    const { value } = this.first;
    if (value) this.first.value = { ...value, events: withEvent(value.events, event) };
  }

  #append({ events, next_cursor }: FeedPage): void {
    const shown = this.first.value!;
    const known = new Set(shown.events.map(({ id }) => id));
    const fresh = events.filter(({ id }) => !known.has(id));
    this.first.value = { ...shown, events: [...shown.events, ...fresh], next_cursor };
    this.#host.requestUpdate();
  }
}
