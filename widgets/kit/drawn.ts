import { nothing, render } from 'lit/html.js';
import type { LogEvent } from '../../worker/contract/event.ts';
import type { Deed } from '../later/deeds.ts';
import { FlagpostError } from './client.ts';
import { clock } from './clock.ts';
import type { Connection } from './connection.ts';
import { FlagpostElement } from './element.ts';
import { FlagpostErrorEvent, FlagpostLoadEvent } from './events.ts';
import './list-words.ts';
import { actsPart, deedsPart } from './hands.ts';
import { heirs } from './heirs.ts';
import type { Loading } from './loading.ts';
import { asBoolean } from './reactive.ts';
import { failed, skeleton } from './states.ts';
import { type Times, timesOf, timesPart } from './times.ts';

/** An element that draws a list with lit-html and tells times. */
export abstract class DrawnElement extends FlagpostElement {
  static override properties = { ...FlagpostElement.properties, syncUrl: { attribute: 'sync-url', type: asBoolean } };

  override readonly isList = true;
  /** Keeps what is shown in the page's URL, so that a link brings it back: `?event=<id>` opens it at that event. */
  syncUrl = false;
  /** Undefined only while they are being loaded. */
  times!: Times;
  /** Rows of its skeleton. */
  protected abstract readonly bones: number;
  /** The events that it shows. */
  abstract readonly shown: LogEvent[];
  /** There is no more than what it shows. */
  readonly isWhole: boolean = false;
  protected abstract render(): unknown;

  override connectedCallback(): void {
    super.connectedCallback();
    for (const near of ['pointerover', 'focusin']) this.addEventListener(near, this.#near);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    heirs.left?.(this);
  }

  protected override joined(_connection: Connection, isSame: boolean): void {
    if (!isSame) {
      this.clear();
      const before = heirs.before?.(this);
      if (before) this.inherit(before as this);
    }
    this.refresh();
  }

  /** Forgets what it shows: it belonged to another question. */
  protected abstract clear(): void;

  /** Goes on where its like was. */
  protected abstract inherit(before: this): void;

  protected override update(): void {
    this.times = timesOf(this.tag, this.timeZone, this.again)!;
    render(this.language && this.times ? this.render() : skeleton(this.bones), this.renderRoot, { host: this });
  }

  /** Somebody points at a row, or comes to it by keyboard: its times are told to the second. */
  readonly #near = (near: Event) => {
    const row = (near.composedPath()[0] as Element).closest?.('.entry');
    if (row)
      timesPart().then(
        ({ tellExactly }) => tellExactly(this, row),
        () => {},
      );
  };

  heard(deed: Deed): void {
    void Promise.all([deedsPart(), actsPart()]).then(([{ deedsOf }]) => deedsOf(this.connection!).hear(deed));
  }

  /** Asks again. What is shown stays until the answer comes. */
  abstract load(): Promise<void>;

  /** Asks again for what is out of date. */
  abstract refresh(): void;

  override tick(isBack: boolean): void {
    if (isBack) this.refresh();
    this.requestUpdate();
  }

  /** Says it to who listens; nothing, so that the same can be said again. */
  abstract say(words: string): void;

  /** Why the last request failed, over the last good answer or in its place. */
  protected failure({ error, value, loadedAt, isPending }: Loading<unknown>, retry: () => void): unknown {
    if (!error) return nothing;
    const again = () => {
      this.say('');
      retry();
    };
    const age = value ? this.times.ago(loadedAt, clock.now()) : null;
    return failed(this.words, { error, age, isPending, retry: again });
  }

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
