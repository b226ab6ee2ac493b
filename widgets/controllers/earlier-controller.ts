import { html, nothing, type TemplateResult } from 'lit';
import type { LogEvent } from '../../worker/contract/event.ts';
import { sentenceOf } from '../localize/sentences.ts';
import { moment } from '../localize/times.ts';
import { clock } from '../model/clock.ts';
import { type Line, timesFailed } from '../model/lines.ts';
import { timeTag } from '../templates/event-parts.ts';
import type { ListHost } from './host.ts';
import { LOAD_EARLIER } from './on-click.ts';

/** The most failures that are shown. Earlier ones are only counted. */
const MAX = 50;

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

  /** Renders each failure, newest first. A message appears only if it differs from the row's. */
  render(line: Line): TemplateResult {
    const { event, run } = line;
    const { language, messages } = this.#host;
    const loaded = this.#loaded.get(event.id);
    if (loaded === 'failed') return html`<p class="failure" part="failure">${messages.notLoaded}</p>`;
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

  /** Loads the failures that the list does not contain. Each opening loads again, since there may be new failures. */
  async load(line: Line): Promise<void> {
    const { messages, session } = this.#host;
    const { id, problem } = line.event;
    const isComplete = line.run.length >= Math.min(MAX, timesFailed(line)) - 1;
    if (isComplete || problem === null || !session) return;
    this.#loaded.set(id, 'pending');
    const loaded = await LOAD_EARLIER.load()
      .then(({ loadEarlier }) => loadEarlier(session.client, line.event, MAX))
      .catch(() => 'failed' as const);
    this.#loaded.set(id, loaded);
    if (loaded === 'failed') this.#host.announce(messages.notLoaded);
    this.#host.requestUpdate();
  }

  #time(event: LogEvent, usual: string): TemplateResult {
    const { occurred_at } = event;
    const message = sentenceOf(this.#host, event);
    const time = timeTag(occurred_at, moment(this.#host.times, occurred_at, clock.now()));
    return message === usual ? html`<li>${time}</li>` : html`<li class="long">${time} ${message}</li>`;
  }
}
