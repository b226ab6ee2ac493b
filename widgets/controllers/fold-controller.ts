import type { ReactiveControllerHost } from '@lit/reactive-element';
import type { LogEvent } from '../../worker/contract/event.ts';
import type { Folds } from '../templates/view.ts';

/** Remembers what a person opened, by its events, so that a fold stays open when it grows at either end. */
export class FoldController implements Folds {
  readonly #host: ReactiveControllerHost;
  readonly #open = new Set<string>();

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
  }

  isOpen(events: LogEvent[]): boolean {
    return events.some(({ id }) => this.#open.has(id));
  }

  toggle(events: LogEvent[]): void {
    if (this.isOpen(events)) this.close(events);
    else this.open(events);
    this.#host.requestUpdate();
  }

  open(events: LogEvent[]): void {
    for (const { id } of events) this.#open.add(id);
  }

  takeOver(before: FoldController): void {
    for (const id of before.#open) this.#open.add(id);
  }

  close(events: LogEvent[]): void {
    for (const { id } of events) this.#open.delete(id);
  }
}
