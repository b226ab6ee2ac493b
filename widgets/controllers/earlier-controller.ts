import { html, nothing, type TemplateResult } from 'lit';
import type { LogEvent } from '../../worker/contract/event.ts';
import type { Client } from '../client/client.ts';
import { sentenceOf } from '../localize/sentences.ts';
import { moment } from '../localize/times.ts';
import { clock } from '../model/clock.ts';
import { type Line, timesFailed } from '../model/lines.ts';
import { timeTag } from '../templates/event-parts.ts';
import type { ListHost } from './host.ts';

/** The most failures that are shown. Earlier ones are only counted. */
const MAX = 50;
/** The most requests for them: a page of one problem may be short in a busy log. */
const MAX_REQUESTS = 4;

/** Loads the failures of the event's run before it, newest first. */
const loadEarlier = async (client: Client, { id, problem, order_id, occurred_at }: LogEvent): Promise<LogEvent[]> => {
  const until = new Date(Date.parse(occurred_at) + 1).toISOString();
  const query = { problem: problem!, ...(order_id && { order_id }), until, limit: MAX };
  const found: LogEvent[] = [];
  let cursor: string | null = '';
  for (let requests = 0; requests < MAX_REQUESTS && cursor !== null && found.length < MAX; requests++) {
    const page = await client.feed(cursor ? { cursor, limit: MAX } : query);
    const failures = page.events.filter((event) => event.level !== 'info' && event.id < id);
    const end = failures.findIndex(({ resolved_by }) => resolved_by !== 'repeated');
    found.push(...(end < 0 ? failures : failures.slice(0, end)));
    cursor = end < 0 ? page.next_cursor : null;
  }
  return found;
};

/** Shows the time of each failure of a problem that happened more than once. */
export class EarlierController {
  readonly #host: ListHost;
  /** The loaded failures by the id of the newest one. */
  readonly #loaded = new Map<string, LogEvent[] | 'failed' | 'pending'>();

  constructor(host: ListHost) {
    this.#host = host;
  }

  takeOver(before: EarlierController): void {
    for (const [id, loaded] of before.#loaded) this.#loaded.set(id, loaded);
  }

  /** Each failure, newest first. A message appears only if it differs from the row's. */
  render(line: Line): TemplateResult {
    const { event, run } = line;
    const { language, messages } = this.#host;
    const loaded = this.#loaded.get(event.id);
    if (loaded === 'failed') return html`<p class="failure" part="failure">${messages.timesFailed}</p>`;
    if (loaded === 'pending') return html`<p class="meta">${messages.loading}</p>`;
    const earlier = loaded && loaded.length > run.length ? loaded : run;
    const shown = [event, ...earlier].slice(0, MAX);
    const rest = timesFailed(line) - shown.length;
    return html`
      <ol class="meta times" part="times" role="list">
        ${shown.map((one) => this.#time(one, sentenceOf(this.#host, event)))} ${rest > 0 ? html`<li>${language.format(messages.earlier, { count: rest })}</li>` : nothing}
      </ol>
    `;
  }

  /** Loads the failures that are not in the list. Loads again each time it is opened, since there may be new ones. */
  async load(line: Line): Promise<void> {
    const { messages, session } = this.#host;
    const { id, problem } = line.event;
    const isComplete = line.run.length >= Math.min(MAX, timesFailed(line)) - 1;
    if (isComplete || problem === null || !session) return;
    this.#loaded.set(id, 'pending');
    const loaded = await loadEarlier(session.client, line.event).catch(() => 'failed' as const);
    this.#loaded.set(id, loaded);
    if (loaded === 'failed') this.#host.announce(messages.timesFailed);
    this.#host.requestUpdate();
  }

  #time(event: LogEvent, usual: string): TemplateResult {
    const { occurred_at } = event;
    const message = sentenceOf(this.#host, event);
    const time = timeTag(occurred_at, moment(this.#host.times, occurred_at, clock.now()));
    return message === usual ? html`<li>${time}</li>` : html`<li class="long">${time} ${message}</li>`;
  }
}
