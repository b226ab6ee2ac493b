import type { ReactiveController } from '@lit/reactive-element';
import type { LogEvent } from '../../worker/contract/event.ts';
import { featureMessages } from '../localize/messages/features.ts';
import { addEnglish } from '../localize/messages/index.ts';
import { INTL_TIMES } from '../localize/times.ts';
import { clock } from '../model/clock.ts';
import { formStyles } from '../styles/forms.ts';
import { mediaStyles } from '../styles/media.ts';
import { rowStyles } from '../styles/rows.ts';
import type { ListUpdates } from '../sync/session.ts';
import type { RowFeatures } from '../templates/view.ts';
import { EarlierController } from './earlier-controller.ts';
import { FocusController } from './focus-controller.ts';
import type { ListHost } from './host.ts';
import { LinkController } from './link-controller.ts';
import { MenuController } from './menu-controller.ts';
import { ResolveAllController } from './resolve-all-controller.ts';
import { RowController } from './row-controller.ts';
import { predecessorOf, rememberRemoved } from './takeover.ts';

addEnglish(featureMessages);

/** An answer this young, in milliseconds, has the same news as the count. */
const MOMENT = 1000;
/** What a person did before the page re-rendered is in the log after this time. */
const LOGGED = 5000;

/** Everything that both lists do once their first rows are painted. */
export class ListFeatures implements ReactiveController, RowFeatures, ListUpdates {
  readonly row: RowController;
  readonly link: LinkController;
  readonly menu: MenuController;
  readonly earlier: EarlierController;
  readonly resolveAll: ResolveAllController;
  readonly #focus: FocusController;
  readonly #host: ListHost;

  constructor(host: ListHost) {
    this.#host = host;
    this.row = new RowController(host);
    this.link = new LinkController(host);
    this.menu = new MenuController(host, this);
    this.earlier = new EarlierController(host);
    this.resolveAll = new ResolveAllController(host, this.row);
    this.#focus = new FocusController(host);
    host.addStyles(rowStyles, formStyles, mediaStyles);
    for (const near of ['pointerover', 'focusin']) host.addEventListener(near, this.#onNear);
    host.addController(this);
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

  applyChange(change: (event: LogEvent) => LogEvent): void {
    const { request } = this.#host;
    const { value } = request;
    if (value) request.update({ ...value, events: value.events.map(change) });
    this.link.applyChange(change);
  }

  newsCame(): void {
    if (!this.#host.request.isWithin(MOMENT)) void this.look(false);
  }

  /** Loads again. A feed keeps the rows that a person reads, unless `showNow`. */
  look(_showNow: boolean): Promise<void> {
    return this.#host.load();
  }

  tick(isBack: boolean): void {
    if (isBack) this.#host.refresh();
    this.#host.requestUpdate();
  }

  /** Paper cannot open anything, so everything is open while it prints. */
  print(isPrinting: boolean): void {
    const { events, folds } = this.#host;
    folds.print(isPrinting, events);
    this.#host.renderNow();
  }

  /** A row that a person points at, or moves to by keyboard, shows its exact times. */
  readonly #onNear = async (near: Event) => {
    const row = (near.composedPath()[0] as Element).closest?.('.entry');
    if (!row) return;
    const module = await INTL_TIMES.load().catch(() => null);
    const format = module?.exactTimes(this.#host.languageTag, this.#host.timeZone);
    if (format) for (const time of row.querySelectorAll('time')) time.title = format(time.dateTime);
  };
}
