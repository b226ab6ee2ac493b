import { html, type TemplateResult } from 'lit';
import type { FeedQuery, ManyResolved } from '../../worker/contract/api.ts';
import type { LogEvent } from '../../worker/contract/event.ts';
import { type Client, FlagpostError } from '../client/client.ts';
import { type FeedFilter, resolveMatching, undoMany } from '../client/writes.ts';
import { OPEN, optimisticUpdates } from '../sync/optimistic-updates.ts';
import type { Ending } from '../sync/tab-messages.ts';
import { FEW } from '../templates/resolve-all-bar.ts';
import { FlagpostResolveEvent } from './click-events.ts';
import type { ListHost } from './host.ts';
import type { RowController } from './row-controller.ts';

/** The result of the last click, which one undo takes back. */
interface Done {
  ids: string[];
  /** The resolved events that are in the list. */
  events: LogEvent[];
  ended: Ending;
}

/** `Resolve all` above a list, and its undo in the same place. */
export class ResolveAllController {
  readonly #host: ListHost;
  readonly #row: Pick<RowController, 'fail'>;
  #done: Done | null = null;
  #error: FlagpostError | undefined;
  /** The click without an answer yet. A click in another list does not count. */
  #pending: object | null = null;

  constructor(host: ListHost, row: Pick<RowController, 'fail'>) {
    this.#host = host;
    this.#row = row;
  }

  /** Whether everything was resolved here a moment ago. */
  get isDone(): boolean {
    return this.#done !== null;
  }

  /** The number of open or just resolved problems, and the button for all of them. */
  render(open: LogEvent[], hasMore: boolean, filter: FeedFilter, upTo: string): TemplateResult {
    const { language, messages } = this.#host;
    const done = open.length < FEW ? this.#done : null;
    const count = hasMore ? `${open.length}+` : open.length;
    const error = this.#error;
    return html`
      <span class="meta">${done ? this.#resolvedMany(done.ids.length) : language.format(messages.needAttention, { count })}</span>
      ${error && html`<span class="failure" part="failure">${messages.clickFailed[error.code]}</span>`}
      <button
        part="button resolve-all"
        aria-disabled=${this.#pending !== null}
        @click=${() => (done ? this.#undo(done) : this.#resolve(open, filter, upTo))}
      >${done ? messages.undo : messages.resolveAll}</button>
    `;
  }

  /** The list shows other rows. */
  clear(): void {
    this.#done = null;
    this.#pending = null;
    this.#error = undefined;
  }

  clearError(): void {
    this.#error = undefined;
  }

  takeOver(before: ResolveAllController): void {
    this.#done = before.#done;
  }

  /** Resolves everything that the filter matches and that was recorded by `upTo`. The list shows the events `open`. */
  async #resolve(open: LogEvent[], query: FeedFilter & FeedQuery, upTo: string): Promise<void> {
    const { tab: _, limit: __, sort: ___, ...filter } = query;
    const { session } = this.#host;
    if (!session || this.#pending) return;
    const ended = optimisticUpdates(session).ending();
    this.#done = { ids: open.map(({ id }) => id), events: open, ended };
    const resolved = await this.#send(open, OPEN, ended, (client) => resolveMatching(client, filter, upTo));
    if (!resolved) return;
    const events = open.filter(({ id }) => resolved.includes(id));
    this.#done = resolved.length > 0 ? { ids: resolved, events, ended } : null;
    this.#host.announce(this.#resolvedMany(resolved.length));
    // Another person resolved some of them first: the list loads what they did.
    if (events.length < open.length) void this.#host.load();
  }

  async #undo(done: Done): Promise<void> {
    if (this.#pending) return;
    const resolved = await this.#send(done.events, done.ended, OPEN, (client) => undoMany(client, done.ids));
    if (!resolved) return;
    this.#done = null;
    this.#host.announce(this.#host.messages.reopened);
  }

  /** Returns the ids that the server changed; null if it refused, or if the list shows other rows by now. */
  async #send(
    events: LogEvent[],
    from: Ending,
    to: Ending,
    send: (client: Client) => Promise<ManyResolved>,
  ): Promise<string[] | null> {
    const session = this.#host.session!;
    const click = {};
    this.#pending = click;
    this.#error = undefined;
    const outcome = await optimisticUpdates(session).toggleAll(events, from, to, () => send(session.client));
    if (this.#pending !== click) return null;
    this.#pending = null;
    this.#host.requestUpdate();
    if (outcome instanceof FlagpostError) {
      this.#error = outcome;
      if (from === OPEN) this.#done = null;
      this.#row.fail(outcome);
      return null;
    }
    for (const event of events) this.#host.dispatchEvent(new FlagpostResolveEvent({ ...event, ...to }, outcome.count));
    return outcome.resolved;
  }

  #resolvedMany(count: number): string {
    const { language, messages } = this.#host;
    return language.format(messages.resolvedMany, { count });
  }
}
