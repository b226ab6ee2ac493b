import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { LogEvent } from '../../worker/contract/event.ts';
import type { Client } from '../kit/client.ts';
import { clock } from '../kit/clock.ts';
import type { DrawnElement } from '../kit/drawn.ts';
import { timeTag } from '../kit/entry.ts';
import { type Line, timesFailed } from '../kit/lines.ts';
import { moment } from '../kit/times.ts';

/** Single times that are shown; what is earlier is counted. */
const MOST = 50;
/** Requests for them: a page of one problem may be short in a log where much else happens. */
const TRIES = 4;

/** The failures before this one that belong to its run, newest first. */
const earlier = async (client: Client, { id, problem, order_id, occurred_at }: LogEvent): Promise<LogEvent[]> => {
  const until = new Date(Date.parse(occurred_at) + 1).toISOString();
  const query = { problem: problem!, ...(order_id && { order_id }), until, limit: MOST };
  const found: LogEvent[] = [];
  let cursor: string | null = '';
  for (let tries = 0; tries < TRIES && cursor !== null && found.length < MOST; tries++) {
    const page = await client.feed(cursor ? { cursor, limit: MOST } : query);
    const failures = page.events.filter((event) => event.level !== 'info' && event.id < id);
    const end = failures.findIndex(({ resolved_by }) => resolved_by !== 'repeated');
    found.push(...(end < 0 ? failures : failures.slice(0, end)));
    cursor = end < 0 ? page.next_cursor : null;
  }
  return found;
};

/** When each failure of a problem was that happened more than once. */
export class Runs {
  readonly #host: DrawnElement;
  /** What was asked for, by the newest failure: null while it is on its way, or did not come. */
  readonly #asked = new Map<string, LogEvent[] | 'failed' | null>();

  constructor(host: DrawnElement) {
    this.#host = host;
  }

  inherit(before: Runs): void {
    for (const [id, asked] of before.#asked) this.#asked.set(id, asked);
  }

  /** Each time it happened, newest first, with its message where that differs. */
  times(line: Line): TemplateResult {
    const { event, run } = line;
    const { language, words } = this.#host;
    const asked = this.#asked.get(event.id);
    if (asked === 'failed') return html`<p class="failure" part="failure">${words.timesFailed}</p>`;
    if (asked === null) return html`<p class="meta">${words.loading}</p>`;
    const before = asked && asked.length > run.length ? asked : run;
    const shown = [event, ...before].slice(0, MOST);
    const rest = timesFailed(line) - shown.length;
    return html`
      <ol class="meta times" part="times" role="list">
        ${shown.map((one) => this.#time(one, event.message))} ${rest > 0 ? html`<li>${language.say(words.earlier, { count: rest })}</li>` : nothing}
      </ol>
    `;
  }

  #time({ occurred_at, message }: LogEvent, usual: string): TemplateResult {
    const { times } = this.#host;
    const time = timeTag(occurred_at, moment(times, occurred_at, clock.now()));
    return message === usual ? html`<li>${time}</li>` : html`<li class="long">${time} ${message}</li>`;
  }

  /** Asks for what is not at hand; again each time it is opened, since it may have happened again. */
  async ask(line: Line): Promise<void> {
    const { connection } = this.#host;
    const { id, problem } = line.event;
    const isAtHand = line.run.length >= Math.min(MOST, timesFailed(line)) - 1;
    if (isAtHand || problem === null || !connection) return;
    this.#asked.set(id, null);
    const asked = await earlier(connection.client, line.event).catch(() => 'failed' as const);
    this.#asked.set(id, asked);
    if (asked === 'failed') this.#host.say(this.#host.words.timesFailed);
    this.#host.requestUpdate();
  }
}
