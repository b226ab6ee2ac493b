import type { EventAction, LogEvent } from '../../worker/contract/event.ts';
import { FlagpostError } from '../kit/client.ts';
import type { DrawnElement } from '../kit/drawn.ts';
import { FlagpostErrorEvent } from '../kit/events.ts';
import type { Hands } from '../kit/hands.ts';
import type { Unfolding } from '../kit/unfolding.ts';
import { FlagpostActionEvent } from './action-event.ts';
import { clicksOf } from './clicks.ts';
import { deedsOf } from './deeds.ts';
import { Links } from './links.ts';
import { RowMenu } from './row-menu.ts';
import { rowStyles } from './row-styles.ts';
import { rowWordsOf } from './row-words.ts';
import { wear } from './wear.ts';
import { wordsOf } from './words.ts';

/** What may be done about an event besides resolving it, from its row of one element. */
export class Row {
  readonly menu: RowMenu;
  readonly links: Links;
  readonly #host: DrawnElement;
  readonly #hands: Hands;

  constructor(host: DrawnElement, hands: Hands, unfolding: Unfolding) {
    this.#host = host;
    this.#hands = hands;
    this.menu = new RowMenu(host, this);
    this.links = new Links(host, hands, unfolding);
    wear(host, rowStyles);
  }

  /** Wakes what is snoozed, or runs the first of its actions. */
  async first(event: LogEvent): Promise<void> {
    if (event.snoozed_until) await this.snooze(event, null);
    else if (event.actions[0]) await this.run(event, event.actions[0]);
  }

  /** The page may do it; otherwise a link is followed, and the shop is asked. */
  async run(event: LogEvent, action: EventAction): Promise<void> {
    const { connection, language } = this.#host;
    if (!connection || deedsOf(connection).isRunning(event.id)) return;
    if (!this.#host.dispatchEvent(new FlagpostActionEvent(action.name, event))) return;
    if (action.url) {
      open(action.url, '_blank', 'noopener,noreferrer');
      return;
    }
    const deeds = deedsOf(connection);
    this.#hands.say(deeds.words(language, { id: event.id, label: action.label, is: 'running' }));
    const deed = await deeds.run(event, action);
    if (deed) this.#hands.say(deeds.words(language, deed));
  }

  async snooze(event: LogEvent, until: string | null): Promise<void> {
    const { connection, language } = this.#host;
    if (!connection) return;
    const outcome = await clicksOf(connection).snooze(event, until);
    if (outcome instanceof FlagpostError) {
      this.#hands.say(wordsOf(language).clickFailed[outcome.code]);
      this.#host.dispatchEvent(new FlagpostErrorEvent(outcome));
    } else {
      const { isSnoozed, isAwake } = rowWordsOf(language);
      this.#hands.say(until ? isSnoozed : isAwake);
    }
  }
}
