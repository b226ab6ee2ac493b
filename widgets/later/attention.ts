import type { Attention } from '../../worker/contract/api.ts';
import type { Level } from '../../worker/contract/event.ts';
import { asError, FlagpostError } from '../kit/client.ts';
import { clock } from '../kit/clock.ts';
import type { Connection } from '../kit/connection.ts';
import type { Channel } from './channel.ts';

const MINUTE = 60_000;
/** A page that asks for less gets this: no typing mistake may hammer the worker. */
const SHORTEST = 5_000;
/** Nothing new and nobody at the page for so long: it asks less often, until somebody is. */
const QUIET = 15 * MINUTE;
const LESS_OFTEN = 5;
/** From the second failure in a row on the time to the next question doubles; after so many no more. */
const MOST_DOUBLED = 4;

/** Somebody came back, or the network did: at once. The others only tell that somebody is there. */
const BACK = ['visibilitychange', 'online'];
const SIGNS = [...BACK, 'pointermove', 'pointerdown', 'keydown'];

/** The count, with the tag of the answer: another where other problems are open. Without one it is only reckoned. */
interface Tagged extends Attention {
  tag?: string | null;
}

const tagged = async (response: Response): Promise<Tagged> => {
  const answer = await response.json();
  if (Object(answer) !== answer) throw new SyntaxError();
  return { ...answer, tag: response.headers.get('ETag') };
};

/** What one tab had for an answer, for the others; a failure as the arguments of its error. */
export interface Told {
  askedAt: number;
  value?: Tagged | undefined;
  failure?: ConstructorParameters<typeof FlagpostError> | undefined;
}

/**
 * What needs attention, asked once for all who watch, in one tab for all tabs of a person: at the shortest interval that
 * one of them wants, never in a hidden tab, at once when it is shown again.
 */
export class AttentionPoll {
  readonly #connection: Connection;
  readonly #channel: Channel;
  #isWatching = false;
  #askedAt = Number.NEGATIVE_INFINITY;
  #asking = false;
  /** Of all tabs it is this one that asks. */
  #leads = false;
  /** When something was new, or somebody was there. */
  #livelyAt = clock.now();
  /** In a row. */
  #failures = 0;
  /** Clicks so far: an answer that was asked for before one is out of date. */
  #clicks = 0;
  #clickedAt = 0;
  #cancel: (() => void) | undefined;

  constructor(connection: Connection, channel: Channel) {
    this.#connection = connection;
    this.#channel = channel;
  }

  get #known() {
    return this.#connection.attention;
  }

  /** Who watches has changed. */
  watch(): void {
    const { watchers } = this.#connection;
    if (watchers.size > 0 && !this.#isWatching) for (const sign of SIGNS) addEventListener(sign, this, true);
    if (watchers.size === 0 && this.#isWatching) {
      for (const sign of SIGNS) removeEventListener(sign, this, true);
      this.#stop();
    }
    this.#isWatching = watchers.size > 0;
    this.#start();
    this.#schedule();
  }

  async #ask(): Promise<void> {
    if (this.#asking) return;
    this.#asking = true;
    this.#askedAt = clock.now();
    const clicks = this.#clicks;
    const answer = await this.#connection.client.attention(tagged).catch(asError);
    this.#asking = false;
    if (clicks !== this.#clicks) this.#askedAt = Number.NEGATIVE_INFINITY;
    else this.#answered(answer);
    this.#schedule();
  }

  /** Another tab has asked. */
  hear({ askedAt, value, failure }: Told): void {
    if (document.hidden || askedAt < this.#clickedAt) return;
    this.#askedAt = askedAt;
    this.#show(value ?? new FlagpostError(...failure!));
    this.#schedule();
  }

  /** Somebody is at another tab, and may not know yet. */
  greet(): void {
    if (!this.#leads) return;
    this.#livelyAt = clock.now();
    this.#tell();
    this.#schedule();
  }

  /** A click that the server has not answered yet; the answer brings the real count. */
  shift(level: Level, by: number): void {
    this.#click();
    if (!this.#known.value || this.#known.value.capped || level === 'info') return;
    const count = Math.max(0, this.#known.value.count + by);
    this.#known.value = split(
      count,
      level === 'error' ? this.#known.value.by_level.error + by : this.#known.value.by_level.error,
    );
  }

  /** The count that came with the answer to a click. */
  settle(count: number): void {
    this.#click();
    if (this.#known.value) this.#known.value = split(count, this.#known.value.by_level.error);
    else {
      this.#askedAt = Number.NEGATIVE_INFINITY;
      this.#schedule();
    }
  }

  handleEvent({ type }: Event): void {
    const now = clock.now();
    if (BACK.includes(type)) {
      this.#stop();
      this.#askedAt = Number.NEGATIVE_INFINITY;
      this.#failures = 0;
      this.#start();
    } else if (now - this.#livelyAt > MINUTE) {
      this.#livelyAt = now;
      if (this.#leads) this.#schedule();
      else this.#channel.send({});
    }
  }

  #answered(answer: Tagged | FlagpostError): void {
    const isFailure = answer instanceof FlagpostError;
    this.#failures = isFailure ? Math.min(this.#failures + 1, MOST_DOUBLED) : 0;
    this.#show(answer);
    // Another tab may have a token that is still good.
    if (isFailure && answer.code === 'signed_out') this.#stop();
    else this.#tell();
  }

  /** What is no news changes nothing. */
  #show(answer: Tagged | FlagpostError): void {
    let isMoved = false;
    if (answer instanceof FlagpostError) this.#known.error = answer;
    else {
      if (!this.#known.error && JSON.stringify(answer) === JSON.stringify(this.#known.value)) return;
      const { count, tag = answer.tag }: Tagged = this.#known.value ?? answer;
      isMoved = this.#known.error !== undefined || answer.count !== count || answer.tag !== tag;
      this.#known.value = answer;
      this.#known.error = undefined;
      this.#livelyAt = clock.now();
    }
    if (isMoved) for (const listener of this.#connection.listeners) listener.acts?.newsCame();
    this.#connection.render();
  }

  #tell(): void {
    const { value, error } = this.#known;
    const askedAt = this.#askedAt;
    if (error) this.#channel.send({ askedAt, failure: [error.code, error.message, error.status] });
    else if (value) this.#channel.send({ askedAt, value });
  }

  #click(): void {
    this.#clicks++;
    this.#clickedAt = this.#livelyAt = clock.now();
  }

  #start(): void {
    if (!this.#isWatching || document.hidden) return;
    this.#channel.lead(() => {
      this.#leads = true;
      this.#schedule();
    });
  }

  #stop(): void {
    this.#leads = false;
    this.#channel.yield();
    this.#schedule();
  }

  #schedule(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    if (!this.#isWatching || document.hidden || this.#asking) return;
    const wait = this.#askedAt + this.#pause() - clock.now();
    const next = () => (this.#leads ? void this.#ask() : this.#start());
    if (wait > 0) this.#cancel = clock.after(wait, next);
    else next();
  }

  #pause(): number {
    const interval = Math.max(SHORTEST, Math.min(...this.#connection.watchers.values()) * 1000);
    if (this.#failures > 0) {
      const longer = (interval * 2 ** this.#failures * (1 + Math.random() / 4)) / 2;
      return Math.max(longer, this.#known.error?.retryAfter ?? 0);
    }
    return clock.now() - this.#livelyAt > QUIET ? interval * LESS_OFTEN : interval;
  }
}

/** Counts stop at 100 (contract "HTTP"). */
const CAP = 100;

const split = (count: number, errors: number): Attention => {
  const error = Math.min(count, Math.max(0, errors));
  return { count, capped: count >= CAP, by_level: { warning: count - error, error } };
};
