import type { FeedTab } from '../../worker/contract/api.ts';
import type { FilterController } from './filter-controller.ts';
import type { FeedHost } from './host.ts';

/** Chooses a feed's tab by click or key. */
export class TabsController {
  readonly #host: FeedHost;
  readonly #filters: Pick<FilterController, 'tabChosen'>;

  constructor(host: FeedHost, filters: Pick<FilterController, 'tabChosen'>) {
    this.#host = host;
    this.#filters = filters;
  }

  /** A click on the chosen tab loads it again. */
  choose(tab: FeedTab): void {
    if (tab === this.#host.tab) void this.#host.load();
    this.#host.tab = tab;
    this.#filters.tabChosen(tab);
  }

  /**
   * Arrows, Home and End move between tabs.
   * @see https://www.w3.org/WAI/ARIA/apg/patterns/tabs/
   */
  onKey(key: KeyboardEvent): void {
    const tabs = [...this.#host.renderRoot.querySelectorAll<HTMLElement>('[role=tab]')];
    const at = tabs.findIndex(({ id }) => id === this.#host.tab);
    const moves: Record<string, number> = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 };
    const to = moves[key.key];
    if (to === undefined) return;
    key.preventDefault();
    const tab = tabs.at(to % tabs.length)!;
    this.choose(tab.id as FeedTab);
    tab.focus();
  }
}
