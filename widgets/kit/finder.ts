import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { FeedQuery } from '../../worker/contract/api.ts';
import type { Find } from '../later/find.ts';
import type { DrawnElement } from './drawn.ts';
import type { Hands } from './hands.ts';
import type { Pages } from './pages.ts';
import { part } from './part.ts';
import type { Tab } from './tabs.ts';

/** What a list is narrowed by. */
export const findPart = part(() => import('../later/find.ts'));

/** A list that can be narrowed. */
export type Findable = DrawnElement & { tab: Tab; syncUrl: boolean };

/** A filter in the page's URL: one of `FILTERS` in `widgets/later/find-url.ts`. */
const IN_URL = /[?&](q|level|group|source|actor|since|until|routine)=/;

/** Of several lists that keep what they show in the page's URL, the first one does. */
let owner: Finder | undefined;
window.addEventListener('popstate', () => {
  if (owner?.host.isConnected) void owner.use((find) => find.cameBack());
});

/** What a list is narrowed to, and the button that opens more: that is in `widgets/later/find.ts`. */
export class Finder {
  readonly host: Findable;
  readonly pages: Pages;
  readonly hands: Hands;
  #own: Find | undefined;
  #isRead = false;

  constructor(host: Findable, pages: Pages, hands: Hands) {
    this.host = host;
    this.pages = pages;
    this.hands = hands;
  }

  /** What has been loaded, for this list; nothing before. */
  get find(): Find | undefined {
    const { loaded } = findPart;
    if (loaded) this.#own ??= new loaded.Find(this);
    return this.#own;
  }

  inherit({ find, ownsUrl }: Finder): void {
    if (find) this.find!.inherit(find);
    if (ownsUrl) owner = this;
  }

  get ownsUrl(): boolean {
    if (this.host.syncUrl && !owner?.host.isConnected) owner = this;
    return owner === this;
  }

  /** What the list is asked for besides its tab. Filters that stand in the URL hold from the first question on. */
  async query(): Promise<FeedQuery> {
    if (!this.#isRead && this.ownsUrl && IN_URL.test(location.search)) {
      await findPart();
      this.find!.readUrl();
    }
    this.#isRead = true;
    return this.find?.query ?? {};
  }

  /** Opens what is narrowed by. */
  get button(): TemplateResult {
    const { find, host } = this;
    return html`<button
      type="button"
      part="button filter"
      aria-expanded=${Boolean(find?.isOpen)}
      @click=${() => this.use((find) => find.toggle())}
    >${host.words.filter} ${find?.count || nothing}</button>`;
  }

  /** Does something with what is loaded for it; says so where it doesn't come. */
  async use(what: (find: Find) => unknown): Promise<void> {
    await findPart().catch(() => this.hands.say(this.host.words.notLoaded));
    if (this.find) what(this.find);
  }
}
