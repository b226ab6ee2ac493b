import type { TemplateResult } from 'lit';
import type { LogEvent } from '../../worker/contract/event.ts';
import { clock } from '../model/clock.ts';
import type { Line } from '../model/lines.ts';
import { FlagpostOpenEvent } from './click-events.ts';
import { FilterController } from './filter-controller.ts';
import type { FeedHost, ListHost } from './host.ts';
import { ListFeatures } from './list-features.ts';
import { NewsController } from './news-controller.ts';
import type { OffscreenController } from './offscreen-controller.ts';
import { LONG_FEED } from './on-click.ts';
import { PaginationController } from './pagination-controller.ts';
import { TabsController } from './tabs-controller.ts';

/** From this many rows on, the browser skips what is outside the viewport. */
const LONG = 200;
const QUARTER = 15 * 60_000;

/** Everything that a feed does once its first rows are painted. */
export class FeedFeatures extends ListFeatures {
  readonly filters: FilterController;
  readonly pagination: PaginationController;
  readonly news: NewsController;
  readonly tabs: TabsController;
  readonly #host: FeedHost;
  #offscreen: OffscreenController | undefined;
  #days: { inputs: unknown[]; days: [string, Line[]][] } | undefined;

  constructor(host: FeedHost) {
    super(host);
    this.#host = host;
    this.filters = new FilterController(host, this.menu, () => this.clear());
    this.pagination = new PaginationController(host, this.filters);
    this.news = new NewsController(host);
    this.tabs = new TabsController(host, this.filters);
  }

  /** Undefined while the list is not long. */
  get offscreen(): OffscreenController | undefined {
    if (this.#host.visibleEvents.length <= LONG) return undefined;
    if (LONG_FEED.module) this.#offscreen ??= new LONG_FEED.module.OffscreenController(this.#host);
    else
      LONG_FEED.load().then(
        () => this.#host.requestUpdate(),
        () => {},
      );
    return this.#offscreen;
  }

  /** The lines by day, cached until an event changes or midnight may have passed. Every zone's midnight is on a quarter hour. */
  get days(): [string, Line[]][] {
    const { times, visibleEvents } = this.#host;
    const inputs = [visibleEvents, times, Math.floor(clock.now() / QUARTER)];
    if (inputs.some((input, at) => input !== this.#days?.inputs[at])) this.#days = { inputs, days: this.#host.days };
    return this.#days!.days;
  }

  override clear(): void {
    super.clear();
    this.pagination.clear();
    this.news.clear();
    this.filters.clear();
  }

  override loaded(): void {
    super.loaded();
    this.pagination.clearError();
  }

  override load(showNow: boolean): Promise<void> {
    const { value, error } = this.#host.request;
    return value && !error ? this.news.load(showNow) : super.load(showNow);
  }

  override print(isPrinting: boolean): void {
    // Chunks outside the viewport print too.
    this.#offscreen?.reset();
    this.#days = undefined;
    super.print(isPrinting);
  }

  protected override takeOverFrom(before: ListHost, features: this): void {
    super.takeOverFrom(before, features);
    const { tab, shownQuery } = before as FeedHost;
    Object.assign(this.#host, { tab, shownQuery });
    this.filters.takeOver(features.filters);
  }

  /** Renders the button for new rows and the event that the page's URL names, above the rows. */
  renderAbove(renderLine: (line: Line) => TemplateResult): unknown {
    return [this.news.render(), this.link.render(renderLine)];
  }

  /** Lets the page open the order itself. With a modifier key the browser opens a new tab or window. */
  openOrder(click: MouseEvent, event: LogEvent): void {
    if (click.ctrlKey || click.metaKey || click.shiftKey || click.altKey || !event.order_id) return;
    if (!this.#host.dispatchEvent(new FlagpostOpenEvent(event.order_id, event))) click.preventDefault();
  }
}
