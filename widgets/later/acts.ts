import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { LogEvent } from '../../worker/contract/event.ts';
import { FlagpostError } from '../kit/client.ts';
import type { DrawnElement } from '../kit/drawn.ts';
import { FlagpostErrorEvent, FlagpostResolveEvent } from '../kit/events.ts';
import { deedsPart, type Hands } from '../kit/hands.ts';
import type { Line } from '../kit/lines.ts';
import { part } from '../kit/part.ts';
import type { Unfolding } from '../kit/unfolding.ts';
import { actStyles } from './act-styles.ts';
import { type Clicks, clicksOf } from './clicks.ts';
import type { Deeds } from './deeds.ts';
import { News } from './news.ts';
import { NoteBox } from './notes.ts';
import { Place } from './place.ts';
import { ResolvingAll } from './resolving-all.ts';
import type { Row } from './row.ts';
import { Runs } from './runs.ts';
import { wear } from './wear.ts';
import { wordsOf } from './words.ts';

const rowPart = part(() => import('./row.ts'));

/** What the buttons of one element do. */
export class Acts {
  readonly all: ResolvingAll;
  readonly news: News;
  readonly note: NoteBox;
  readonly runs: Runs;
  readonly #host: DrawnElement;
  readonly #hands: Hands;
  readonly #place: Place;
  readonly #unfolding: Unfolding;
  #row: Row | undefined;

  constructor(host: DrawnElement, hands: Hands, unfolding: Unfolding) {
    this.#host = host;
    this.#hands = hands;
    this.#unfolding = unfolding;
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

  /** Over the rows: that there are others by now, and the event that the page's URL leads to. */
  over(entry: (line: Line) => TemplateResult): unknown {
    return [this.news.line(), this.#row?.links.over(entry) ?? nothing];
  }

  /** What is shown apart from the list changes with it. */
  changed(now: (event: LogEvent) => LogEvent): void {
    this.#row?.links.change(now);
  }

  /** Why the last click came to nothing, or what the shop is doing. */
  failure({ id }: LogEvent): TemplateResult | undefined {
    const deed = this.#deeds?.told(this.#host.language, id);
    if (deed) return deed;
    const error = this.clicks?.failed.get(id);
    return error && html`<p class="failure" part="failure">${wordsOf(this.#host.language).clickFailed[error.code]}</p>`;
  }

  /** The id of the event that the page's URL leads to, once it is found. */
  get linked(): string | undefined {
    return this.#row?.links.found;
  }

  /** The menu of a row. */
  get sheet(): TemplateResult | undefined {
    return this.#row?.menu.render();
  }

  isBusy({ id }: LogEvent): boolean {
    return Boolean(this.#deeds?.isRunning(id));
  }

  /** What stands first in a row: Wake, or the first of its actions. */
  first(event: LogEvent): Promise<void> {
    return this.#act((row) => row.first(event));
  }

  menu(event: LogEvent, from: HTMLElement): Promise<void> {
    return this.#act((row) => row.menu.open(event, from));
  }

  link(): Promise<void> {
    return this.#act((row) => row.links.follow());
  }

  get #deeds(): Deeds | undefined {
    const { connection } = this.#host;
    return connection && deedsPart.loaded?.deedsOf(connection);
  }

  async #act(what: (row: Row) => unknown): Promise<void> {
    const parts = await Promise.all([rowPart(), deedsPart()]).catch(() => this.#hands.say(this.#host.words.notLoaded));
    if (!parts) return;
    this.#row ??= new parts[0].Row(this.#host, this.#hands, this.#unfolding);
    await what(this.#row);
  }

  /** So many rows came at the end. */
  more(count: number): void {
    const { language } = this.#host;
    this.#hands.say(language.say(wordsOf(language).earlier, { count }));
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
