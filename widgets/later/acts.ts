import { html, type TemplateResult } from 'lit/html.js';
import type { LogEvent } from '../../worker/contract/event.ts';
import type { ActivityFeed } from '../activity-feed.ts';
import { clock } from '../kit/clock.ts';
import type { DrawnElement } from '../kit/drawn.ts';
import type { Line } from '../kit/lines.ts';
import type { Tab } from '../kit/tabs.ts';
import { timesPart } from '../kit/times.ts';
import type { OrderTimeline } from '../order-timeline.ts';
import { Chunks } from './chunks.ts';
import type { Deed } from './deeds.ts';
import { Find } from './find.ts';
import { formStyles } from './form-styles.ts';
import { heirOf, leave } from './heirs.ts';
import { Links } from './links.ts';
import { mediaStyles } from './media-styles.ts';
import { More } from './more.ts';
import { News } from './news.ts';
import { NoteBox } from './notes.ts';
import { Place } from './place.ts';
import { ResolvingAll } from './resolving-all.ts';
import { Row } from './row.ts';
import { RowMenu } from './row-menu.ts';
import { rowStyles } from './row-styles.ts';
import { Runs } from './runs.ts';
import { chooseTab, tabKey } from './tabs.ts';
import './words.ts';

/** What was asked for at the same time as the count has the same news. */
const MOMENT = 1000;
/** What a person did in the page, for which it drew an element anew, is in the log by then. */
const LOGGED = 5000;

/** What one element does once its rows are painted. */
export class Acts {
  readonly all: ResolvingAll;
  chunks: Chunks;
  readonly find: Find;
  readonly links: Links;
  readonly menu: RowMenu;
  readonly more: More;
  readonly news: News;
  readonly note: NoteBox;
  readonly row: Row;
  readonly runs: Runs;
  readonly #host: DrawnElement;
  readonly #place: Place;
  /** What is open only on paper, by the events in it. */
  #printed: string[] = [];

  constructor(host: DrawnElement) {
    const [feed, timeline] = [host as ActivityFeed, host as DrawnElement as OrderTimeline];
    this.#host = host;
    this.all = new ResolvingAll(host);
    this.chunks = new Chunks(feed);
    this.find = new Find(feed);
    this.links = new Links(host);
    this.menu = new RowMenu(host);
    this.more = new More(feed);
    this.news = new News(feed);
    this.note = new NoteBox(timeline);
    this.row = new Row(host);
    this.runs = new Runs(host);
    this.#place = new Place(host);
    host.renderRoot.adoptedStyleSheets.push(rowStyles, formStyles, mediaStyles);
    for (const near of ['pointerover', 'focusin']) host.addEventListener(near, this.#near);
    if (host.loading.value) void this.links.follow();
    else host.addEventListener('flagpost-load', () => this.links.follow(), { once: true });
  }

  clear(): void {
    this.all.clear();
    this.more.clear();
    this.news.clear();
    this.note.clear();
  }

  left(): void {
    leave(this.#host);
    this.menu.closed();
  }

  /** The same element is back in the page. */
  returned(): void {
    this.#place.returned();
  }

  /** Goes on where its like was, which the page has just taken out. */
  inherit(): void {
    const host = this.#host as ActivityFeed;
    const before = heirOf(host);
    if (!before?.acts) return;
    const { value, error, loadedAt } = before.loading;
    Object.assign(host.loading, { value, error, loadedAt });
    if ('tab' in host) Object.assign(host, { tab: before.tab, asked: before.asked });
    for (const id of before.unfolded) host.unfolded.add(id);
    const { all, find, note, runs } = before.acts;
    this.all.inherit(all);
    this.find.inherit(find);
    this.note.inherit(note);
    this.runs.inherit(runs);
    this.#place.inherit(before.acts.#place);
    clock.after(LOGGED, () => host.isConnected && this.newsCame());
  }

  /** Over the rows: that there are others by now, and the event that the page's URL leads to. */
  over(entry: (line: Line) => TemplateResult): unknown {
    return [this.news.line(), this.links.over(entry)];
  }

  /** Events were resolved or reopened, here or in another tab; `now` tells each as it is now. */
  changed(now: (event: LogEvent) => LogEvent): void {
    const { loading } = this.#host;
    const { value } = loading;
    if (value) loading.value = { ...value, events: value.events.map(now) };
    this.links.change(now);
  }

  /** Something happened elsewhere that is not shown yet. */
  newsCame(): void {
    if (!this.#host.loading.isWithin(MOMENT)) void this.look(false);
  }

  /** Time passed; `isBack`: and somebody came back, so that what is out of date is asked for again. */
  tick(isBack: boolean): void {
    if (isBack) this.#host.refresh();
    this.#host.requestUpdate();
  }

  /** On paper nothing can be opened: all is open while it is printed, and afterwards as it was. */
  print(isPrinting: boolean): void {
    const { shown, unfolded } = this.#host;
    if (isPrinting) this.#printed = shown.map(({ id }) => id).filter((id) => !unfolded.has(id));
    for (const id of this.#printed) unfolded[isPrinting ? 'add' : 'delete'](id);
    // What is out of sight is printed too; and nothing waits for a microtask here.
    this.chunks = new Chunks(this.#host as ActivityFeed);
    this.#host.update();
  }

  /** In another tab the shop was asked to do something. */
  heard(deed: Deed): void {
    this.row.deeds?.hear(deed);
  }

  /** Asks again; in a feed over what is shown, if that is good, so that nothing that is read gets lost or moves. */
  look(isWanted: boolean): Promise<void> {
    const { value, error } = this.#host.loading;
    const isGood = value && !error && 'tab' in this.#host;
    return isGood ? this.news.look(isWanted) : this.#host.load();
  }

  /** The id of the event that the page's URL leads to, once it is found. */
  get linked(): string | undefined {
    return this.links.found;
  }

  /** Under a story that goes on: when it was looked at. */
  get foot(): TemplateResult {
    const { language, loading, retry, times, words } = this.#host;
    return html`
      <span>${language.say(words.checked, { when: times.ago(loading.loadedAt, clock.now()) })}</span>
      <button part="button" aria-disabled=${loading.isPending} @click=${retry}>${words.refresh}</button>
    `;
  }

  choose(tab: Tab): void {
    chooseTab(this.#host as ActivityFeed, tab);
  }

  tabKey(key: KeyboardEvent): void {
    tabKey(this.#host as ActivityFeed, key);
  }

  /** Somebody points at a row, or comes to it by keyboard: its times are told to the second. */
  readonly #near = (near: Event) => {
    const row = (near.composedPath()[0] as Element).closest?.('.entry');
    if (row)
      timesPart().then(
        ({ tellExactly }) => tellExactly(this.#host, row),
        () => {},
      );
  };
}
