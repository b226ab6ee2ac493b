import type { TemplateResult } from 'lit';
import type { LogEvent } from '../../worker/contract/event.ts';
import type { Line } from '../model/lines.ts';
import { FlagpostOpenEvent } from './events.ts';
import { FilterController } from './filter-controller.ts';
import type { FeedHost, ListHost } from './host.ts';
import { ListFeatures } from './list-features.ts';
import { NewsController } from './news-controller.ts';
import { OffscreenController } from './offscreen-controller.ts';
import { FILTER_PANEL } from './on-click.ts';
import { PaginationController } from './pagination-controller.ts';
import { TabsController } from './tabs-controller.ts';

/** Everything that a feed does once its first rows are painted. */
export class FeedFeatures extends ListFeatures {
  readonly filters: FilterController;
  readonly pagination: PaginationController;
  readonly news: NewsController;
  readonly offscreen: OffscreenController;
  readonly tabs: TabsController;
  readonly #host: FeedHost;

  constructor(host: FeedHost) {
    super(host);
    this.#host = host;
    this.filters = new FilterController(host, () => this.clear());
    this.pagination = new PaginationController(host, this.filters);
    this.news = new NewsController(host);
    this.offscreen = new OffscreenController(host);
    this.tabs = new TabsController(host, this.filters);
    for (const near of ['pointerover', 'focusin']) host.renderRoot.addEventListener(near, this.#onNearFilter);
  }

  /** Loads the filters before the click, when a person points at their button. */
  readonly #onNearFilter = ({ target }: Event) => {
    if ((target as Element).closest('[part~=filter]')) FILTER_PANEL.load().catch(() => {});
  };

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

  override look(showNow: boolean): Promise<void> {
    const { value, error } = this.#host.request;
    return value && !error ? this.news.look(showNow) : super.look(showNow);
  }

  override print(isPrinting: boolean): void {
    // Chunks outside the viewport print too.
    this.offscreen.reset();
    super.print(isPrinting);
  }

  protected override takeOverFrom(before: ListHost, features: this): void {
    super.takeOverFrom(before, features);
    const { tab, shownQuery } = before as FeedHost;
    Object.assign(this.#host, { tab, shownQuery });
    this.filters.takeOver(features.filters);
  }

  /** Above the rows: the news, and the event that the page's URL names. */
  renderAbove(renderLine: (line: Line) => TemplateResult): unknown {
    return [this.news.render(), this.link.render(renderLine)];
  }

  /** The page may open an order itself. A new tab or window is the browser's own. */
  openOrder(click: MouseEvent, event: LogEvent): void {
    if (click.ctrlKey || click.metaKey || click.shiftKey || click.altKey || !event.order_id) return;
    if (!this.#host.dispatchEvent(new FlagpostOpenEvent(event.order_id, event))) click.preventDefault();
  }
}
