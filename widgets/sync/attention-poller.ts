import type { Level } from '../../worker/contract/event.ts';
import { asError, FlagpostError } from '../client/client.ts';
import { shifted, withCount } from '../model/attention.ts';
import { clock } from '../model/clock.ts';
import { pollInterval } from '../model/poll-interval.ts';
import type { Session } from './session.ts';
import type { TabChannel } from './tab-channel.ts';
import type { AttentionAnswer, TabMessage, TaggedAttention } from './tab-messages.ts';

const MINUTE = 60_000;
const NEVER = Number.NEGATIVE_INFINITY;

/** The person or the network came back, so the tab asks at once. The other signs only show that a person is there. */
const BACK = ['visibilitychange', 'online'];
const SIGNS = [...BACK, 'pointermove', 'pointerdown', 'keydown'];

const readTagged = async (response: Response): Promise<TaggedAttention> => {
  const answer = await response.json();
  if (Object(answer) !== answer) throw new SyntaxError();
  // A capped count leaves open whether anything is snoozed: something may be.
  return { ...answer, ...(answer.capped && { snoozed: true }), tag: response.headers.get('ETag') };
};

/**
 * Polls the count once for all elements that show it, in one tab for all tabs of a viewer: at the shortest interval that
 * an element asks for, never in a hidden tab, and at once when the tab is shown again.
 */
export class AttentionPoller {
  readonly #session: Session;
  readonly #channel: TabChannel<TabMessage>;
  #isWatching = false;
  #askedAt = NEVER;
  #isAsking = false;
  /** Whether this tab polls for all tabs. */
  #leads = false;
  /** When the count last changed, or a person was last active. */
  #activeAt = clock.now();
  /** Failures in a row. */
  #failures = 0;
  /** An answer is out of date if a click came after its request. */
  #clicks = 0;
  #clickedAt = 0;
  #cancel: (() => void) | undefined;

  constructor(session: Session, channel: TabChannel<TabMessage>) {
    this.#session = session;
    this.#channel = channel;
  }

  get #known() {
    return this.#session.attention;
  }

  watchersChanged(): void {
    const isWatching = this.#session.watchers.size > 0;
    if (isWatching && !this.#isWatching) for (const sign of SIGNS) addEventListener(sign, this, true);
    if (!isWatching && this.#isWatching) {
      for (const sign of SIGNS) removeEventListener(sign, this, true);
      this.#stop();
    }
    this.#isWatching = isWatching;
    this.#start();
    this.#schedule();
  }

  refresh(): void {
    this.#askedAt = NEVER;
    this.#schedule();
  }

  /** Shows another tab's answer. */
  receive({ askedAt, value, failure }: AttentionAnswer): void {
    if (document.hidden || askedAt < this.#clickedAt) return;
    this.#askedAt = askedAt;
    this.#show(value ?? new FlagpostError(...failure!));
    this.#schedule();
  }

  /** Sends the count to another tab, which may not have it yet. A person is active there. */
  greet(): void {
    if (!this.#leads) return;
    this.#activeAt = clock.now();
    this.#share();
    this.#schedule();
  }

  /** Estimates the count after a click. The server's answer brings the real one. */
  shift(level: Level, by: number): void {
    this.#click();
    const { value } = this.#known;
    if (value) this.#known.value = shifted(value, level, by);
  }

  /** Takes the count from the answer to a click. `isSnoozed`: the click has snoozed something. */
  applyCount(count: number, isSnoozed: boolean): void {
    this.#click();
    const { value } = this.#known;
    if (value) this.#known.value = { ...withCount(value, count), ...(isSnoozed && { snoozed: true }) };
    else this.refresh();
  }

  handleEvent({ type }: Event): void {
    const now = clock.now();
    if (BACK.includes(type)) {
      this.#stop();
      this.#askedAt = NEVER;
      this.#failures = 0;
      this.#start();
    } else if (now - this.#activeAt > MINUTE) {
      this.#activeAt = now;
      if (this.#leads) this.#schedule();
      else this.#channel.send({});
    }
  }

  async #ask(): Promise<void> {
    if (this.#isAsking) return;
    this.#isAsking = true;
    this.#askedAt = clock.now();
    const clicks = this.#clicks;
    const answer = await this.#session.client.attention(readTagged).catch(asError);
    this.#isAsking = false;
    if (clicks !== this.#clicks) this.#askedAt = NEVER;
    else this.#answered(answer);
    this.#schedule();
  }

  #answered(answer: TaggedAttention | FlagpostError): void {
    const isFailure = answer instanceof FlagpostError;
    this.#failures = isFailure ? this.#failures + 1 : 0;
    this.#show(answer);
    // Another tab may still have a good token.
    if (isFailure && answer.code === 'signed_out') this.#stop();
    else this.#share();
  }

  /** Ignores an answer equal to the one already shown. */
  #show(answer: TaggedAttention | FlagpostError): void {
    const known = this.#known;
    let isNews = false;
    if (answer instanceof FlagpostError) known.error = answer;
    else {
      for (const listener of this.#session.listeners) listener.features?.apiAnswered();
      if (!known.error && JSON.stringify(answer) === JSON.stringify(known.value)) return;
      const { count, tag = answer.tag }: TaggedAttention = known.value ?? answer;
      isNews = known.error !== undefined || answer.count !== count || answer.tag !== tag;
      known.value = answer;
      known.error = undefined;
      this.#activeAt = clock.now();
    }
    if (isNews) for (const listener of this.#session.listeners) listener.features?.newsCame();
    this.#session.renderCount();
  }

  /** Sends the last answer to the other tabs. */
  #share(): void {
    const { value, error } = this.#known;
    const askedAt = this.#askedAt;
    if (error) this.#channel.send({ askedAt, failure: [error.code, error.message, error.status] });
    else if (value) this.#channel.send({ askedAt, value });
  }

  #click(): void {
    this.#clicks++;
    this.#clickedAt = this.#activeAt = clock.now();
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
    if (!this.#isWatching || document.hidden || this.#isAsking) return;
    const wait = this.#askedAt + this.#interval() - clock.now();
    const next = () => (this.#leads ? void this.#ask() : this.#start());
    if (wait > 0) this.#cancel = clock.after(wait, next);
    else next();
  }

  #interval(): number {
    return pollInterval({
      seconds: Math.min(...this.#session.watchers.values()),
      failures: this.#failures,
      retryAfter: this.#known.error?.retryAfter ?? 0,
      idleFor: clock.now() - this.#activeAt,
    });
  }
}
