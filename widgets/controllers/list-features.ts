import type { ReactiveController } from '@lit/reactive-element';
import { html, nothing, type TemplateResult } from 'lit';
import type { LogEvent } from '../../worker/contract/event.ts';
import type { FlagpostError } from '../client/client.ts';
import { meta } from '../client/page-settings.ts';
import { featureMessages } from '../localize/messages/features.ts';
import { addEnglish } from '../localize/messages/index.ts';
import { INTL } from '../localize/times.ts';
import { clock } from '../model/clock.ts';
import { isOpen } from '../model/event-state.ts';
import { eventsOf, type Line, timesFailed } from '../model/lines.ts';
import { safeUrl } from '../model/links.ts';
import { exactTimeStyles } from '../styles/exact-time.ts';
import { mediaStyles } from '../styles/media.ts';
import { rowStyles } from '../styles/rows.ts';
import type { ListUpdates } from '../sync/session.ts';
import type { RowFeatures } from '../templates/view.ts';
import { EarlierController } from './earlier-controller.ts';
import { FocusController } from './focus-controller.ts';
import type { ListHost } from './host.ts';
import { keepTypingInside } from './keys.ts';
import { LinkController } from './link-controller.ts';
import { MenuController } from './menu-controller.ts';
import { ON_CLICK } from './on-click.ts';
import { ResolveAllController } from './resolve-all-controller.ts';
import { RowController } from './row-controller.ts';
import { predecessorOf, rememberRemoved } from './takeover.ts';

addEnglish(featureMessages);

/** An answer younger than this, in milliseconds, already contains the events that changed the count. */
const MOMENT = 1000;
/** A click from before the page re-rendered is in the log after this time. */
const LOGGED = 5000;

/** Errors that may pass by themselves. */
const RETRIED = ['offline', 'failed'];

/** Everything that both lists do once their first rows are painted. */
export class ListFeatures implements ReactiveController, RowFeatures, ListUpdates {
  readonly row: RowController;
  readonly link: LinkController;
  readonly menu: MenuController;
  readonly earlier: EarlierController;
  readonly resolveAll: ResolveAllController;
  readonly #focus: FocusController;
  readonly #host: ListHost;
  /** Whether each event was open when the list last changed. */
  readonly #wasOpen = new Map<string, boolean>();
  #openedForPrint: LogEvent[] = [];

  constructor(host: ListHost) {
    this.#host = host;
    this.row = new RowController(host);
    this.link = new LinkController(host);
    this.menu = new MenuController(host, this);
    this.earlier = new EarlierController(host);
    this.resolveAll = new ResolveAllController(host, this.row);
    this.#focus = new FocusController(host);
    for (const near of ['pointerover', 'focusin']) host.addEventListener(near, this.#onNear);
    host.addStyles(rowStyles, mediaStyles);
    keepTypingInside(host.renderRoot);
    host.addController(this);
  }

  /** Renders a link in place of Try again if the session has expired and the page names an address to sign in. */
  readonly signIn = ({ code }: FlagpostError): TemplateResult | undefined => {
    const address = code === 'signed_out' && meta('flagpost-sign-in');
    const url = address && safeUrl(address, document.baseURI);
    return url ? html`<a part="sign-in" href=${url}>${this.#host.messages.signIn}</a>` : undefined;
  };

  renderDetails(line: Line): unknown {
    const isOpen = timesFailed(line) > 1 && this.#host.folds.isOpen(eventsOf(line));
    const parts = [isOpen && this.earlier.render(line), this.row.feedback(line.event)].filter(Boolean);
    return parts.length > 0 ? parts : nothing;
  }

  hostDisconnected(): void {
    rememberRemoved(this.#host);
  }

  /** The list shows other rows. */
  clear(): void {
    this.resolveAll.clear();
  }

  /** Takes over the state of an identical element that the page has just removed, as when a framework re-renders. */
  takeOver(): void {
    const host = this.#host;
    const before = predecessorOf(host);
    if (!before?.features) return;
    host.request.takeOver(before.request);
    host.folds.takeOver(before.folds);
    this.takeOverFrom(before, before.features as this);
    clock.after(LOGGED, () => host.isConnected && this.newsCame());
  }

  protected takeOverFrom(_before: ListHost, features: this): void {
    this.resolveAll.takeOver(features.resolveAll);
    this.earlier.takeOver(features.earlier);
    this.#focus.takeOver(features.#focus);
  }

  /** The list loaded. An error of an earlier request or click is over, and the count may have changed. */
  loaded(): void {
    this.resolveAll.clearError();
    const { events, session } = this.#host;
    const isChanged = events.some((event) => (this.#wasOpen.get(event.id) ?? isOpen(event)) !== isOpen(event));
    if (isChanged) session?.live?.attention.refresh();
    this.#rememberOpen();
  }

  apiAnswered(): void {
    const { error, isPending } = this.#host.request;
    if (error && !isPending && RETRIED.includes(error.code)) void this.#host.load();
  }

  applyChange(change: (event: LogEvent) => LogEvent): void {
    this.resolveAll.clearError();
    const { request } = this.#host;
    const { value } = request;
    if (value) request.update({ ...value, events: value.events.map(change) });
    this.link.applyChange(change);
    this.#rememberOpen();
  }

  #rememberOpen(): void {
    for (const event of this.#host.events) this.#wasOpen.set(event.id, isOpen(event));
  }

  newsCame(): void {
    if (!this.#host.request.isWithin(MOMENT)) void this.load(false);
  }

  /** Loads again. A feed keeps the rows that a person reads, unless `showNow`. */
  load(_showNow: boolean): Promise<void> {
    return this.#host.load();
  }

  tick(isBack: boolean): void {
    if (isBack) this.#host.refresh();
    this.#host.requestUpdate();
  }

  /** Paper cannot open anything, so everything is open while it prints. */
  print(isPrinting: boolean): void {
    const { events, folds } = this.#host;
    if (isPrinting) this.#openedForPrint = events.filter((event) => !folds.isOpen([event]));
    folds[isPrinting ? 'open' : 'close'](this.#openedForPrint);
    this.#host.renderNow();
  }

  /**
   * A row that a person points at, or moves to by keyboard, shows its exact times. The code behind a button there loads
   * before the click.
   */
  readonly #onNear = async (near: Event) => {
    const at = near.composedPath()[0] as Element;
    for (const [button, part] of ON_CLICK) if (at.closest?.(button)) part.load().catch(() => {});
    const row = at.closest?.('.entry');
    if (!row) return;
    const module = await INTL.load().catch(() => null);
    const format = module?.exactTimes(this.#host.languageTag, this.#host.timeZone);
    if (!format) return;
    this.#host.addStyles(exactTimeStyles);
    for (const time of row.querySelectorAll('time')) time.title = format(time.dateTime);
  };
}
