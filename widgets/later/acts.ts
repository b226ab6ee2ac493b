import { html, type TemplateResult } from 'lit/html.js';
import type { Resolved } from '../../worker/contract/api.ts';
import type { EventAction, LogEvent } from '../../worker/contract/event.ts';
import type { ActivityFeed } from '../activity-feed.ts';
import { FlagpostError } from '../kit/client.ts';
import { clock } from '../kit/clock.ts';
import type { DrawnElement } from '../kit/drawn.ts';
import { FlagpostErrorEvent } from '../kit/events.ts';
import type { Line } from '../kit/lines.ts';
import { TABS, type Tab } from '../kit/tabs.ts';
import { timesPart } from '../kit/times.ts';
import type { OrderTimeline } from '../order-timeline.ts';
import { Chunks } from './chunks.ts';
import { type Clicks, clicksOf } from './clicks.ts';
import { type Deed, type Deeds, deedsOf } from './deeds.ts';
import { FlagpostActionEvent, FlagpostOpenEvent, FlagpostResolveEvent } from './events.ts';
import { Find } from './find.ts';
import { heirOf, leave } from './heirs.ts';
import { Links } from './links.ts';
import { More } from './more.ts';
import { News } from './news.ts';
import { NoteBox } from './notes.ts';
import { Place } from './place.ts';
import { ResolvingAll } from './resolving-all.ts';
import { RowMenu } from './row-menu.ts';
import { Runs } from './runs.ts';
import { styles } from './styles.ts';
import { wear } from './wear.ts';
import './words.ts';

/** What was asked for at the same time as the count has the same news. */
const MOMENT = 1000;

/** What one element does once its rows are painted. */
export class Acts {
  readonly all: ResolvingAll;
  readonly chunks: Chunks;
  readonly find: Find;
  readonly links: Links;
  readonly menu: RowMenu;
  readonly more: More;
  readonly news: News;
  readonly note: NoteBox;
  readonly runs: Runs;
  readonly #host: DrawnElement;
  readonly #place: Place;

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
    this.runs = new Runs(host);
    this.#place = new Place(host);
    wear(host, styles);
    for (const near of ['pointerover', 'focusin']) host.addEventListener(near, this.#near);
    if (host.loading.value) void this.links.follow();
    else host.addEventListener('flagpost-load', () => this.links.follow(), { once: true });
  }

  get clicks(): Clicks | undefined {
    return this.#host.connection && clicksOf(this.#host.connection);
  }

  get deeds(): Deeds | undefined {
    return this.#host.connection && deedsOf(this.#host.connection);
  }

  clear(): void {
    this.all.clear();
    this.more.clear();
    this.news.clear();
    this.note.clear();
  }

  left(): void {
    leave(this.#host);
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
    Object.assign(host, { chosen: before.chosen, asked: before.asked });
    for (const id of before.unfolded) host.unfolded.add(id);
    const { all, find, note, runs } = before.acts;
    this.all.inherit(all);
    this.find.inherit(find);
    this.note.inherit(note);
    this.runs.inherit(runs);
    this.#place.inherit(before.acts.#place);
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

  /** In another tab the shop was asked to do something. */
  heard(deed: Deed): void {
    this.deeds?.hear(deed);
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
      <button type="button" part="button" aria-disabled=${loading.isPending} @click=${retry}>${words.refresh}</button>
    `;
  }

  /** Why the last click came to nothing, or what the shop is doing. */
  failure({ id }: LogEvent): TemplateResult | undefined {
    const { language, words } = this.#host;
    const deed = this.deeds?.told(language, id);
    if (deed) return deed;
    const error = this.clicks?.failed.get(id);
    return error && html`<p class="failure" part="failure">${words.clickFailed[error.code]}</p>`;
  }

  isBusy(part: string, { id }: LogEvent): boolean | undefined {
    if (part === 'action') return this.deeds?.isRunning(id);
    return part === 'resolve' && this.clicks?.pending.has(id);
  }

  /** What stands first in a row: Wake, or the first of its actions. */
  async first(event: LogEvent): Promise<void> {
    if (event.snoozed_until) await this.snooze(event, null);
    else if (event.actions[0]) await this.run(event, event.actions[0]);
  }

  /** The page may do it; otherwise a link is followed, and the shop is asked. */
  async run(event: LogEvent, action: EventAction): Promise<void> {
    const host = this.#host;
    const { deeds } = this;
    if (!deeds || deeds.isRunning(event.id)) return;
    if (!host.dispatchEvent(new FlagpostActionEvent(action.name, event))) return;
    if (action.url) {
      open(action.url, '_blank', 'noopener,noreferrer');
      return;
    }
    host.say(deeds.words(host.language, { id: event.id, label: action.label, is: 'running' }));
    const deed = await deeds.run(event, action);
    if (deed) host.say(deeds.words(host.language, deed));
  }

  /** Puts an event to sleep until a time, or, with null, wakes it. */
  async snooze(event: LogEvent, until: string | null): Promise<void> {
    const outcome = await this.clicks?.snooze(event, until);
    const { isSnoozed, isAwake } = this.#host.words;
    if (outcome && this.#succeeded(outcome)) this.#host.say(until ? isSnoozed : isAwake);
  }

  /** Resolves an open event, reopens one that was resolved here. */
  async click(event: LogEvent): Promise<void> {
    const { clicks } = this;
    if (!clicks || clicks.pending.has(event.id)) return;
    const outcome = await clicks.toggle(event);
    if (!this.#succeeded(outcome)) return;
    const { isResolved, reopened } = this.#host.words;
    this.#host.say(outcome.event.resolved_at ? isResolved : reopened);
    this.#host.dispatchEvent(new FlagpostResolveEvent(outcome.event, outcome.count));
  }

  /** An order's link was clicked. A new tab or window is the browser's business. */
  opened(click: MouseEvent, event: LogEvent): void {
    if (click.ctrlKey || click.metaKey || click.shiftKey || click.altKey || !event.order_id) return;
    if (!this.#host.dispatchEvent(new FlagpostOpenEvent(event.order_id, event))) click.preventDefault();
  }

  /** Choosing the tab that is already chosen loads it anew. */
  choose(tab: Tab): void {
    const feed = this.#host as ActivityFeed;
    if (tab === feed.tab) void feed.load();
    feed.tab = tab;
    this.find.wentTo(tab);
  }

  /** Arrows, Home and End on a tab. */
  tabKey(key: KeyboardEvent): void {
    const feed = this.#host as ActivityFeed;
    const at = TABS.indexOf(feed.tab);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[key.key];
    if (to === undefined) return;
    key.preventDefault();
    const tab = TABS.at(to % TABS.length)!;
    this.choose(tab);
    feed.renderRoot.querySelector<HTMLElement>(`#${tab}`)?.focus();
  }

  #succeeded<Answer extends Resolved>(outcome: Answer | FlagpostError): outcome is Answer {
    if (!(outcome instanceof FlagpostError)) return true;
    this.fail(outcome);
    return false;
  }

  /** Says why a click came to nothing, and tells the page. */
  fail(error: FlagpostError): void {
    this.#host.say(this.#host.words.clickFailed[error.code]);
    this.#host.dispatchEvent(new FlagpostErrorEvent(error));
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
