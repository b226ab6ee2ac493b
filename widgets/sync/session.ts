import type { Attention } from '../../worker/contract/api.ts';
import type { LogEvent } from '../../worker/contract/event.ts';
import { identityOf } from '../client/claims.ts';
import { asError, Client, type FlagpostError } from '../client/client.ts';
import { OnDemand } from '../client/on-demand.ts';
import type { Settings } from '../client/page-settings.ts';
import { TokenSource } from '../client/token-source.ts';
import { firstRows } from './first-rows.ts';
import type { ActionRun, ClickAnswer, TabMessage } from './tab-messages.ts';

/** How a list follows the session, once its features are loaded. */
export interface ListUpdates {
  /** Events changed, here or in another tab. */
  applyChange(change: (event: LogEvent) => LogEvent): void;
  /** The API answers. A list that could not load may try again. */
  apiAnswered(): void;
  /** The log has events that the list does not show yet. */
  newsCame(): void;
  /** Time passed. `isBack`: the person or the network came back. */
  tick(isBack: boolean): void;
  print(isPrinting: boolean): void;
}

/** An element that uses the session. */
export interface SessionListener {
  readonly features?: ListUpdates | undefined;
  requestUpdate(name?: string, before?: unknown): void;
}

/** Keeps a session up to date: polls, and exchanges messages with other tabs. */
export interface Live {
  readonly attention: {
    /** A click changed the count. The server's answer brings the real one. */
    shift(level: LogEvent['level'], by: number): void;
    /** Asks now, since the count may have changed. */
    refresh(): void;
    handleEvent(event: Event): void;
  };
  /** Elements came or left, or one has another polling interval. */
  listenersChanged(): void;
  /** Shows the server's answer to a click, and sends it to the other tabs if the click was in this tab. */
  applyAnswer(answer: ClickAnswer, isOurs?: boolean): void;
  send(message: TabMessage): void;
  /** Opens the channel of the token's viewer. */
  openChannel(token: string | null): void;
  renewInTurn(renew: () => Promise<void>): Promise<void>;
}

export const LIVE = new OnDemand<{ LiveUpdates: new (session: Session) => Live }>();

/** One API as one viewer sees it. All elements with the same API and viewer share one. */
export class Session {
  /** The count, as far as it is known. A failure keeps the last good answer. */
  attention: { value?: Attention | undefined; error?: FlagpostError | undefined } = {};
  readonly api: string;
  readonly client: Client;
  readonly tokens: TokenSource;
  readonly listeners = new Set<SessionListener>();
  /** The elements that show the count, each with its polling interval in seconds. */
  readonly watchers = new Map<SessionListener, number>();
  /** Undefined until its code has loaded, after the first rows. */
  live: Live | undefined;
  /** Receives the actions that run in other tabs. */
  onActionRun: ((run: ActionRun) => void) | undefined;

  constructor(settings: Settings) {
    this.api = settings.api;
    this.tokens = new TokenSource(settings, (renew) => this.live?.renewInTurn(renew) ?? renew());
    this.client = new Client(settings.api, async (refused) => {
      const token = await this.tokens.get(refused);
      this.live?.openChannel(token);
      return token;
    });
  }

  get canWrite(): boolean {
    return /(^| )write( |$)/.test(String(this.tokens.claims.scope));
  }

  join(listener: SessionListener): void {
    this.listeners.add(listener);
    if (this.live) this.live.listenersChanged();
    else firstRows.painted(() => this.#startIfUsed());
  }

  leave(listener: SessionListener): void {
    this.listeners.delete(listener);
    this.watchers.delete(listener);
    this.live?.listenersChanged();
  }

  /** Adds a listener that shows the count. */
  watch(listener: SessionListener, seconds: number): void {
    this.watchers.set(listener, seconds);
    this.live?.listenersChanged();
  }

  async start(): Promise<Live> {
    const { LiveUpdates } = await LIVE.load();
    this.live ??= new LiveUpdates(this);
    return this.live;
  }

  /** Renders every element again. */
  render(): void {
    for (const listener of this.listeners) listener.requestUpdate();
  }

  /** Renders the elements that show the count again. */
  renderCount(): void {
    for (const watcher of this.watchers.keys()) watcher.requestUpdate('session', null);
  }

  /** Loads the updates. A failure shows in place of the count, and the load is tried again once the network is back. */
  #startIfUsed(): void {
    if (this.live || this.listeners.size === 0) return;
    this.start().catch((cause) => {
      this.attention.error = asError(cause);
      this.renderCount();
      addEventListener('online', () => this.#startIfUsed(), { once: true });
    });
  }
}

const sessions = new Map<string, Session>();

/** The page's session for these settings. A newer token of the same viewer serves all of its elements. */
export const sessionFor = (settings: Settings): Session => {
  const key = JSON.stringify([settings.api, identityOf(settings.token), settings.tokenUrl, settings.pageWide]);
  const session = sessions.get(key) ?? new Session(settings);
  sessions.set(key, session);
  session.tokens.offer(settings.token);
  return session;
};
