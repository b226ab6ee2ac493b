import { render } from 'lit/html.js';
import type { LogEvent } from '../../worker/contract/event.ts';
import type { Acts } from '../later/acts.ts';
import { FlagpostError } from './client.ts';
import type { Connection } from './connection.ts';
import { FlagpostElement } from './element.ts';
import { FlagpostErrorEvent, FlagpostLoadEvent } from './events.ts';
import './list-words.ts';
import { FRESH, type Loading } from './loading.ts';
import { part } from './part.ts';
import { asBoolean } from './reactive.ts';
import { skeleton } from './states.ts';
import { type Times, timesOf } from './times.ts';

/** What the buttons do, and all that only comes after the first paint. */
export const actsPart = part(() => import('../later/acts.ts'));

/** An element that draws a list with lit-html and tells times. */
export abstract class DrawnElement extends FlagpostElement {
  static override properties = { ...FlagpostElement.properties, syncUrl: { attribute: 'sync-url', type: asBoolean } };

  /** Keeps what is shown in the page's URL, so that a link brings it back: `?event=<id>` opens it at that event. */
  syncUrl = false;
  /** Undefined only while they are being loaded. */
  times!: Times;
  /** What it shows. */
  abstract readonly loading: Loading<{ events: LogEvent[] }>;
  /** What a person opened, by the events in it: so it stays open when it grows at either end. */
  readonly unfolded = new Set<string>();
  /** What a screen reader hears. */
  said = '';
  #acts: Acts | undefined;
  #asked: unknown;
  /** The property that says what is asked for. */
  protected abstract readonly question: string;
  protected abstract render(): unknown;

  /** What is loaded after the first paint, for this element; nothing before. */
  get acts(): Acts | undefined {
    const { loaded } = actsPart;
    if (loaded) this.#acts ??= new loaded.Acts(this);
    return this.#acts;
  }

  /** Does something with what is loaded for it; says so where that doesn't come. */
  async act(what: (acts: Acts) => unknown): Promise<void> {
    await actsPart().catch(() => this.say(this.words.notLoaded));
    if (this.acts) await what(this.acts);
  }

  get shown(): LogEvent[] {
    return this.loading.value?.events ?? [];
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#acts?.returned();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#acts?.left();
    // An element that is only being moved is back before the microtask.
    queueMicrotask(() => this.isConnected || this.loading.stop());
  }

  protected override willUpdate(changed: Set<string>): void {
    super.willUpdate(changed);
    const asked = this[this.question as keyof this];
    if (this.hasUpdated && asked !== this.#asked) {
      this.clear();
      void this.load();
    }
    this.#asked = asked;
  }

  protected override joined(_connection: Connection, isSame: boolean): void {
    if (!isSame) {
      this.clear();
      this.acts?.inherit();
    }
    this.refresh();
  }

  /** Forgets what it shows: it belonged to another question. */
  clear(): void {
    this.loading.clear();
    this.acts?.clear();
  }

  override update(): void {
    if (this.connection?.live && !actsPart.loaded) actsPart().then(this.again, () => {});
    this.times = timesOf(this.tag, this.timeZone, this.again)!;
    render(this.language && this.times ? this.render() : skeleton(), this.renderRoot, { host: this });
  }

  /** Asks again. What is shown stays until the answer comes. */
  abstract load(): Promise<void>;

  /** Asks again for what is out of date. */
  refresh(): void {
    if (!this.loading.isWithin(FRESH)) void (this.acts?.look(true) ?? this.load());
  }

  /** Says it to who listens; nothing, so that the same can be said again. */
  say(words: string): void {
    this.said = words;
    this.requestUpdate();
  }

  /** Asks again on a click. */
  readonly retry = () => {
    this.say('');
    if (!this.loading.isPending) void this.load();
  };

  /** Tells the page how a request ended, once the element shows it; `null` is one that a later one superseded. */
  async report(outcome: object | null): Promise<void> {
    this.connection?.painted(this);
    if (!outcome) return;
    const error = outcome instanceof FlagpostError ? outcome : null;
    if (error && this.language) this.say(this.words.errors[error.code]);
    await this.updateComplete;
    this.dispatchEvent(error ? new FlagpostErrorEvent(error) : new FlagpostLoadEvent());
  }
}
