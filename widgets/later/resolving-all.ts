import { html, type TemplateResult } from 'lit/html.js';
import type { ManyResolved } from '../../worker/contract/api.ts';
import type { LogEvent } from '../../worker/contract/event.ts';
import { type Client, FlagpostError } from '../kit/client.ts';
import type { DrawnElement } from '../kit/drawn.ts';
import { clicksOf, OPEN } from './clicks.ts';
import { type FeedFilter, resolveMatching, undoMany } from './client-writes.ts';
import { FlagpostResolveEvent } from './events.ts';
import type { Ended } from './live.ts';

type Ask = (client: Client) => Promise<ManyResolved>;

/** What the last click resolved, for one undo of it all. */
export interface Done {
  ids: string[];
  /** What of it is in the list. */
  events: LogEvent[];
  ended: Ended;
}

/** `Resolve all` over a list, and its undo in the same place. */
export class ResolvingAll {
  readonly #host: DrawnElement;
  done: Done | null = null;
  #error: FlagpostError | undefined;
  /** The click that is not answered yet; one of another list is none. */
  #pending: object | null = null;

  constructor(host: DrawnElement) {
    this.#host = host;
  }

  /** How much is open, or was resolved just now (`done`), and the button for all of it. */
  render(
    open: LogEvent[],
    done: Done | null | undefined,
    hasMore: boolean,
    filter: FeedFilter,
    upTo: string,
  ): TemplateResult {
    const { language, words } = this.#host;
    const count = hasMore ? `${open.length}+` : open.length;
    const error = this.#error;
    return html`
      <span class="meta">${done ? this.#tell(done.ids.length) : language.say(words.needAttention, { count })}</span>
      ${error && html`<span class="failure" part="failure">${words.clickFailed[error.code]}</span>`}
      <button
        part="button resolve-all"
        aria-disabled=${this.#pending !== null}
        @click=${() => (done ? this.undo(done) : this.resolve(open, filter, upTo))}
      >${done ? words.undo : words.resolveAll}</button>
    `;
  }

  /** The list is another one. */
  clear(): void {
    this.done = null;
    this.#pending = null;
    this.#error = undefined;
  }

  inherit({ done }: ResolvingAll): void {
    this.done = done;
  }

  /** All that the filter matches and that was recorded by `upTo`, of which `open` is shown. */
  async resolve(open: LogEvent[], filter: FeedFilter, upTo: string): Promise<void> {
    const { connection } = this.#host;
    if (!connection || this.#pending) return;
    const ended = clicksOf(connection).ended();
    this.done = { ids: open.map(({ id }) => id), events: open, ended };
    const resolved = await this.#run(open, OPEN, ended, (client) => resolveMatching(client, filter, upTo));
    if (!resolved) return;
    const events = open.filter(({ id }) => resolved.includes(id));
    this.done = resolved.length > 0 ? { ids: resolved, events, ended } : null;
    this.#host.say(this.#tell(resolved.length));
    // Somebody else was quicker: what they did is asked for.
    if (events.length < open.length) void this.#host.load();
  }

  async undo(done: Done): Promise<void> {
    if (this.#pending) return;
    const resolved = await this.#run(done.events, done.ended, OPEN, (client) => undoMany(client, done.ids));
    if (!resolved) return;
    this.done = null;
    this.#host.say(this.#host.words.reopened);
  }

  /** The ids that the server changed; null where it said no, or where the list is another one by now. */
  async #run(events: LogEvent[], from: Ended, to: Ended, ask: Ask): Promise<string[] | null> {
    const connection = this.#host.connection!;
    const click = {};
    this.#pending = click;
    this.#error = undefined;
    const outcome = await clicksOf(connection).toggleAll(events, from, to, () => ask(connection.client));
    if (this.#pending !== click) return null;
    this.#pending = null;
    this.#host.requestUpdate();
    if (outcome instanceof FlagpostError) {
      this.#failed(outcome, from);
      return null;
    }
    for (const event of events) {
      this.#host.dispatchEvent(new FlagpostResolveEvent({ ...event, ...to }, outcome.count));
    }
    return outcome.resolved;
  }

  #tell(count: number): string {
    const { language, words } = this.#host;
    return language.say(words.resolvedMany, { count });
  }

  #failed(error: FlagpostError, from: Ended): void {
    this.#error = error;
    if (from === OPEN) this.done = null;
    this.#host.acts!.row.fail(error);
  }
}
