import { LitElement, type PropertyDeclaration, type PropertyDeclarations, type PropertyValues } from 'lit';
import type { LogEvent } from '../../worker/contract/event.ts';
import { FlagpostError } from '../client/client.ts';
import { FlagpostErrorEvent, FlagpostLoadEvent } from '../controllers/events.ts';
import { FEATURES, type FeaturesModule } from '../controllers/features.ts';
import { FoldController } from '../controllers/fold-controller.ts';
import type { ListFeatures } from '../controllers/list-features.ts';
import { FRESH, type RequestController } from '../controllers/request-controller.ts';
import { addEnglish } from '../localize/messages/index.ts';
import { listMessages } from '../localize/messages/list.ts';
import { type Times, timesOf } from '../localize/times.ts';
import { baseStyles } from '../styles/base.ts';
import { listStyles } from '../styles/list.ts';
import { firstRows } from '../sync/first-rows.ts';
import type { Session } from '../sync/session.ts';
import { errorState, skeleton } from '../templates/states.ts';
import { FlagpostElement } from './flagpost-element.ts';
import { toFlag } from './to-flag.ts';

addEnglish(listMessages);

/** Properties whose changes no row shows: the loaded features, and the count of the session. */
const BESIDE_ROWS: unknown[] = ['features', 'session'];

type Listener = EventListenerOrEventListenerObject;
type ListenerOptions = boolean | AddEventListenerOptions;

/** A list of events: the base of the feed and the timeline. */
export abstract class ListElement<Features extends ListFeatures> extends FlagpostElement(LitElement) {
  static override properties: PropertyDeclarations = {
    syncUrl: { attribute: 'sync-url', converter: toFlag },
    pageActions: { attribute: 'page-actions', converter: toFlag },
  };

  /** Keeps the list's state in the page's URL, so that a link restores it: `?event=<id>` opens the list at that event. */
  syncUrl = false;
  /**
   * The page listens for `flagpost-action` and does the actions itself, so rows offer them though the Worker has no
   * `ACTIONS_URL`. A listener on the element itself sets this, if the element is defined by then.
   */
  pageActions = false;

  static readonly listStyles = [baseStyles, listStyles];

  declare readonly renderRoot: ShadowRoot;
  /** Undefined only while the times load. */
  times!: Times;
  /** The rows and the state of their request. */
  abstract readonly request: RequestController<{ events: LogEvent[] }>;
  readonly folds = new FoldController(this);
  /** Everything that the list does beyond showing rows. Undefined until it has loaded, after the first rows. */
  features: Features | undefined;
  /** The text of the live region. */
  protected announcement = '';
  #announcedError = false;
  #isBroken = false;
  /** Whether this update leaves the rows as they are. */
  protected keepsRows = false;
  /** Not private, since ReactiveElement requests the first update before private fields are there. */
  protected rowsChanged = true;

  /** The property that chooses the rows. Another value loads other rows. */
  protected abstract readonly subject: string;
  protected abstract createFeatures(module: FeaturesModule): Features;
  protected abstract renderList(): unknown;

  /** Loads again. The rows stay until the answer comes. */
  abstract load(): Promise<void>;

  get events(): LogEvent[] {
    return this.request.value?.events ?? [];
  }

  override addEventListener<Name extends keyof HTMLElementEventMap>(
    type: Name,
    listener: (this: HTMLElement, event: HTMLElementEventMap[Name]) => unknown,
    options?: ListenerOptions,
  ): void;
  override addEventListener(type: string, listener: Listener, options?: ListenerOptions): void;
  override addEventListener(type: string, listener: Listener, options?: ListenerOptions): void {
    super.addEventListener(type, listener, options);
    if (type === 'flagpost-action') this.pageActions = true;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    firstRows.done(this);
  }

  override requestUpdate(name?: PropertyKey, before?: unknown, options?: PropertyDeclaration): void {
    if (!BESIDE_ROWS.includes(name)) this.rowsChanged = true;
    super.requestUpdate(name, before, options);
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (FEATURES.module) this.features ??= this.createFeatures(FEATURES.module);
    super.willUpdate(changed);
    this.times = timesOf(this.languageTag, this.timeZone, this.rerender)!;
    if (!this.hasUpdated || !changed.has(this.subject)) return;
    this.reset();
    void this.load();
  }

  protected override update(changed: PropertyValues): void {
    this.keepsRows = !this.rowsChanged;
    this.rowsChanged = false;
    super.update(changed);
  }

  protected override sessionJoined(_session: Session, isSame: boolean): void {
    if (!isSame) {
      this.reset();
      this.features?.takeOver();
    }
    if (!this.request.value) firstRows.expect(this);
    if (!this.features)
      firstRows.painted(() =>
        FEATURES.load().then(
          () => this.requestUpdate('features', null),
          () => {},
        ),
      );
    this.refresh();
  }

  protected override render(): unknown {
    if (!this.language || !this.times) return skeleton();
    return this.#isBroken ? errorState(this, broken(), this.retry) : this.renderList();
  }

  /** An error takes the place of the rows, so that no skeleton stays for ever. If that fails too, nothing can be shown. */
  protected override updateFailed(): void {
    if (this.#isBroken) return;
    this.#isBroken = true;
    this.requestUpdate();
  }

  /** Loads again what is out of date. */
  refresh(): void {
    if (!this.request.isWithin(FRESH)) void (this.features?.load(true) ?? this.load());
  }

  /** Loads again on a click. */
  readonly retry = (): void => {
    this.#isBroken = false;
    this.announce('');
    if (!this.request.isPending) void this.load();
  };

  /** Announces text to screen readers. Pass '' first to announce the same text again. */
  announce(text: string): void {
    this.announcement = text;
    this.requestUpdate();
  }

  /** Runs with the features, which a click may have to load first. Announces if they do not load. */
  async withFeatures(run: (features: Features) => unknown): Promise<void> {
    const module = await FEATURES.load().catch(() => this.announce(this.messages.notLoaded));
    if (!module) return;
    this.features ??= this.createFeatures(module);
    await run(this.features);
  }

  /** Renders at once, as printing needs. */
  renderNow(): void {
    this.requestUpdate();
    this.performUpdate();
  }

  /** Sends `flagpost-load` or `flagpost-error` once the outcome is rendered. A replaced request has none. */
  async report(outcome: object | null): Promise<void> {
    if (!outcome) return;
    const error = outcome instanceof FlagpostError ? outcome : null;
    if (error && this.language) this.announce(this.messages.errors[error.code]);
    else if (this.#announcedError) this.announce('');
    this.#announcedError = error !== null;
    if (!error && !this.request.error) this.features?.loaded();
    await this.updateComplete;
    firstRows.done(this);
    this.dispatchEvent(error ? new FlagpostErrorEvent(error) : new FlagpostLoadEvent());
  }

  /** Forgets the rows of an earlier subject. */
  protected reset(): void {
    this.request.reset();
    this.features?.clear();
  }
}

/** The state of a list that could not render its rows. For an error that a loading script makes, V8 parses that script again. */
const broken = () => ({ error: new FlagpostError('failed', ''), isPending: false, value: undefined, loadedAt: 0 });
