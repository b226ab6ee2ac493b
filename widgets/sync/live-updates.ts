import { identityOf } from '../client/claims.ts';
import { AttentionPoller } from './attention-poller.ts';
import { showChanged, showEnded } from './changes.ts';
import type { Live, Session } from './session.ts';
import { TabChannel } from './tab-channel.ts';
import type { ActionRun, AttentionAnswer, ClickAnswer, TabMessage } from './tab-messages.ts';
import { Ticker } from './ticker.ts';

/** Keeps a session up to date: one tab of a viewer polls, and all tabs receive its answers. */
export class LiveUpdates implements Live {
  readonly attention: AttentionPoller;
  readonly #session: Session;
  readonly #channel: TabChannel<TabMessage>;
  readonly #ticker: Ticker;

  constructor(session: Session) {
    this.#session = session;
    this.#channel = new TabChannel((message) => this.#receive(message));
    this.attention = new AttentionPoller(session, this.#channel);
    this.#ticker = new Ticker(session.listeners);
    // An open channel keeps the page out of the back/forward cache.
    addEventListener('pagehide', () => this.#channel.close());
    addEventListener('pageshow', ({ persisted }) => persisted && this.listenersChanged());
    this.listenersChanged();
  }

  listenersChanged(): void {
    if (this.#session.listeners.size === 0) this.#channel.close();
    else void this.#join();
    this.attention.watchersChanged();
    this.#ticker.listenersChanged();
  }

  applyAnswer(answer: ClickAnswer, isOurs = false): void {
    this.attention.applyCount(answer.count, 'event' in answer && answer.event.snoozed_until !== null);
    if ('event' in answer) showChanged(this.#session, answer.event);
    else showEnded(this.#session, answer.resolved, answer.ended);
    if (isOurs) this.#channel.send(answer);
  }

  send(message: TabMessage): void {
    this.#channel.send(message);
  }

  openChannel(token: string | null): void {
    const { api, listeners } = this.#session;
    if (listeners.size > 0) void this.#channel.open(token && `${api} ${identityOf(token)}`);
  }

  /** Renews the token when no other tab does. The other tabs take the new token if it is the same viewer's. */
  renewInTurn(renew: () => Promise<void>): Promise<void> {
    const { tokens } = this.#session;
    const before = identityOf(tokens.token);
    return this.#channel.alone(async () => {
      await renew();
      const { token } = tokens;
      if (token && identityOf(token) === before) this.#channel.send({ token });
    });
  }

  #receive(message: TabMessage): void {
    if ('askedAt' in message) this.attention.receive(message as AttentionAnswer);
    else if ('action' in message) this.#session.onActionRun?.(message.action as ActionRun);
    else if ('token' in message) this.#session.tokens.offer(message.token as string);
    else if ('count' in message) this.applyAnswer(message as ClickAnswer);
    else this.attention.greet();
  }

  /** Opens the channel, whose name needs the viewer. With a token URL the viewer is known only after its first answer. */
  async #join(): Promise<void> {
    const { tokens } = this.#session;
    this.openChannel(tokens.token ?? (await tokens.get().catch(() => null)));
  }
}
