import { html, type TemplateResult } from 'lit/html.js';
import type { LogEvent } from '../../worker/contract/event.ts';
import { FlagpostError } from '../kit/client.ts';
import type { DrawnElement } from '../kit/drawn.ts';
import { FlagpostErrorEvent, FlagpostResolveEvent } from '../kit/events.ts';
import type { Hands } from '../kit/hands.ts';
import { actStyles } from './act-styles.ts';
import { type Clicks, clicksOf } from './clicks.ts';
import { News } from './news.ts';
import { NoteBox } from './notes.ts';
import { Place } from './place.ts';
import { ResolvingAll } from './resolving-all.ts';
import { Runs } from './runs.ts';
import { wear } from './wear.ts';
import { wordsOf } from './words.ts';

/** What the buttons of one element do. */
export class Acts {
  readonly all: ResolvingAll;
  readonly news: News;
  readonly note: NoteBox;
  readonly runs: Runs;
  readonly #host: DrawnElement;
  readonly #hands: Hands;
  readonly #place: Place;

  constructor(host: DrawnElement, hands: Hands) {
    this.#host = host;
    this.#hands = hands;
    this.all = new ResolvingAll(host, hands);
    this.news = new News(host, hands);
    this.note = new NoteBox(host, hands);
    this.runs = new Runs(host);
    this.#place = new Place(host);
    wear(host, actStyles);
  }

  get clicks(): Clicks | undefined {
    return this.#host.connection && clicksOf(this.#host.connection);
  }

  clear(): void {
    this.all.clear();
    this.news.clear();
    this.note.clear();
  }

  inherit(before: Acts): void {
    this.all.inherit(before.all);
    this.note.inherit(before.note);
    this.runs.inherit(before.runs);
    this.#place.inherit(before.#place);
  }

  failure({ id }: LogEvent): TemplateResult | undefined {
    const error = this.clicks?.failed.get(id);
    return error && html`<p class="failure" part="failure">${wordsOf(this.#host.language).clickFailed[error.code]}</p>`;
  }

  /** Resolves an open event, reopens one that was resolved here. */
  async click(event: LogEvent): Promise<void> {
    const { clicks } = this;
    if (!clicks || clicks.pending.has(event.id)) return;
    const outcome = await clicks.toggle(event);
    const words = wordsOf(this.#host.language);
    if (outcome instanceof FlagpostError) {
      this.#hands.say(words.clickFailed[outcome.code]);
      this.#host.dispatchEvent(new FlagpostErrorEvent(outcome));
    } else {
      this.#hands.say(outcome.event.resolved_at ? words.isResolved : words.reopened);
      this.#host.dispatchEvent(new FlagpostResolveEvent(outcome.event, outcome.count));
    }
  }
}
