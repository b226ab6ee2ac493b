import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { ManyResolved } from '../../worker/contract/api.ts';
import type { LogEvent } from '../../worker/contract/event.ts';
import { clicksOf, OPEN } from './clicks.ts';
import { type Client, FlagpostError } from './client.ts';
import { undoMany } from './client-writes.ts';
import type { Ended } from './connection.ts';
import type { DrawnElement } from './drawn.ts';
import { isOpen } from './entry.ts';
import { FlagpostErrorEvent, FlagpostResolveEvent } from './events.ts';
import type { Resolving } from './resolving.ts';
import { countStrings, strings } from './strings.ts';

type Ask = (client: Client) => Promise<ManyResolved>;

/** From so many on it is worth a button of its own. */
const FEW = 2;

/** What the last click resolved, for one undo of it all. */
interface Done {
  ids: string[];
  /** What of it is in the list. */
  events: LogEvent[];
  ended: Ended;
}

/** `Resolve all` over a list, and its undo in the same place. */
export class ResolvingAll {
  readonly #host: DrawnElement;
  readonly #resolving: Resolving;
  #done: Done | null = null;
  #error: FlagpostError | undefined;
  /** The click that is not answered yet; one of another list is none. */
  #pending: object | null = null;

  constructor(host: DrawnElement, resolving: Resolving) {
    this.#host = host;
    this.#resolving = resolving;
  }

  /** The list is another one. */
  clear(): void {
    this.#done = null;
    this.#pending = null;
    this.#error = undefined;
  }

  /** `ask` resolves what is listed; `hasMore` says that there is more of it than `events`. */
  bar(events: LogEvent[], hasMore: boolean, ask: Ask): TemplateResult | typeof nothing {
    const open = events.filter(isOpen);
    const done = open.length < FEW ? this.#done : null;
    if (!this.#host.connection?.canWrite || (open.length < FEW && !done)) return nothing;
    const click = () => (done ? this.#undo(done) : this.#resolve(open, ask));
    const many = `${open.length}${hasMore ? '+' : ''}`;
    return html`
      <div class="bar all" part="all">
        <span class="meta">${done ? strings.resolvedMany(done.ids.length) : countStrings.needAttention(many)}</span>
        ${this.#error ? html`<span class="failure" part="failure">${strings.clickFailed[this.#error.code]}</span>` : nothing}
        <button type="button" part="button resolve-all" aria-disabled=${this.#pending !== null} @click=${click}>
          ${done ? strings.undo : strings.resolveAll}
        </button>
      </div>
    `;
  }

  async #resolve(open: LogEvent[], ask: Ask): Promise<void> {
    const { connection } = this.#host;
    if (!connection || this.#pending) return;
    const ended = clicksOf(connection).ended();
    this.#done = { ids: open.map(({ id }) => id), events: open, ended };
    const resolved = await this.#run(open, OPEN, ended, ask);
    if (!resolved) return;
    const events = open.filter(({ id }) => resolved.includes(id));
    this.#done = resolved.length > 0 ? { ids: resolved, events, ended } : null;
    this.#resolving.say(strings.resolvedMany(resolved.length));
    // Somebody else was quicker: what they did is asked for.
    if (events.length < open.length) void this.#host.load();
  }

  async #undo(done: Done): Promise<void> {
    if (this.#pending) return;
    const resolved = await this.#run(done.events, done.ended, OPEN, (client) => undoMany(client, done.ids));
    if (!resolved) return;
    this.#done = null;
    this.#resolving.say(strings.reopened);
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

  #failed(error: FlagpostError, from: Ended): void {
    this.#error = error;
    if (from === OPEN) this.#done = null;
    this.#resolving.say(strings.clickFailed[error.code]);
    this.#host.dispatchEvent(new FlagpostErrorEvent(error));
  }
}
