import { html, type TemplateResult } from 'lit/html.js';
import type { EventAction, LogEvent } from '../../worker/contract/event.ts';
import { asError, FlagpostError } from '../kit/client.ts';
import { clock } from '../kit/clock.ts';
import type { Connection } from '../kit/connection.ts';
import { actionLabel } from '../kit/entry.ts';
import type { Language } from '../kit/language.ts';
import { runAction } from './client-writes.ts';
import { show } from './live.ts';

/** What the shop was asked to do about an event, in this tab or another, and what has come of it so far. */
export interface Deed {
  id: string;
  label: string;
  is: 'running' | 'done' | 'failed';
  /** Why it failed: the words of the shop or of the Worker, or else what kind of error it was. */
  reason?: string | undefined;
  code?: FlagpostError['code'] | 'unhandled' | undefined;
}

/** A tab that was closed meanwhile tells no end: after so long there is one. */
const LONGEST = 60_000;
/** What the shop does shows in what happens next, which is looked for after so long. */
const LOOKS = [0, 3_000, 10_000];

/** 409 and 502 tell a person why; a 503 without a time to come back means that nobody is set up to do it. */
const failure = ({ code, status, message, retryAfter }: FlagpostError): Pick<Deed, 'reason' | 'code'> => {
  if (status === 409 || status === 502) return { reason: message };
  return { code: status === 503 && !retryAfter ? 'unhandled' : code };
};

/** The actions of one connection, of all its elements. */
export class Deeds {
  readonly #connection: Connection;
  readonly #deeds = new Map<string, Deed>();

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  isRunning(id: string): boolean {
    return this.#deeds.get(id)?.is === 'running';
  }

  /** Has the shop do it; a second click while it runs does nothing. */
  async run(event: LogEvent, { name, label }: EventAction): Promise<Deed | null> {
    const { id } = event;
    if (this.isRunning(id)) return null;
    await this.#tell({ id, label, is: 'running' });
    const answer = await runAction(this.#connection.client, id, name).catch(asError);
    const isError = answer instanceof FlagpostError;
    if (!isError) show(this.#connection, answer.event);
    const deed: Deed = isError ? { id, label, is: 'failed', ...failure(answer) } : { id, label, is: 'done' };
    await this.#tell(deed);
    return deed;
  }

  /** In another tab. */
  hear(deed: Deed): void {
    this.#deeds.set(deed.id, deed);
    if (deed.is === 'running') {
      clock.after(LONGEST, () => this.#deeds.get(deed.id) === deed && this.#forget(deed.id));
    } else for (const wait of LOOKS) clock.after(wait, () => this.#look());
    this.#connection.render();
  }

  /** What a row says of it. */
  told(language: Language, id: string): TemplateResult | undefined {
    const deed = this.#deeds.get(id);
    if (!deed) return undefined;
    const isFailure = deed.is === 'failed';
    return html`<p class=${isFailure ? 'failure' : 'meta'} part=${isFailure ? 'failure' : 'deed'}>${this.words(language, deed)}</p>`;
  }

  words(language: Language, { is, label, reason, code }: Deed): string {
    const { words } = language;
    const action = actionLabel(language, label);
    if (is !== 'failed') return language.say(words[is], { action });
    const why = reason ?? (code === 'unhandled' ? words.unhandled : words.clickFailed[code ?? 'failed']);
    return language.say(words.failed, { action, reason: why });
  }

  async #tell(deed: Deed): Promise<void> {
    this.hear(deed);
    (await this.#connection.enliven()).tell({ deed });
  }

  #forget(id: string): void {
    this.#deeds.delete(id);
    this.#connection.render();
  }

  #look(): void {
    for (const listener of this.#connection.listeners) listener.acts?.newsCame();
  }
}

const kept = new WeakMap<Connection, Deeds>();

export const deedsOf = (connection: Connection): Deeds => {
  const deeds = kept.get(connection) ?? new Deeds(connection);
  kept.set(connection, deeds);
  return deeds;
};
