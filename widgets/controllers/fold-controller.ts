import type { ReactiveController, ReactiveControllerHost } from '@lit/reactive-element';
import type { LogEvent } from '../../worker/contract/event.ts';
import type { Folds } from '../templates/view.ts';

/** Remembers what a person opened, by its events, so that a fold stays open when it grows at either end. */
export class FoldController implements ReactiveController, Folds {
  readonly #host: ReactiveControllerHost;
  readonly #open = new Set<string>();
  /** Events that are open only while the page is printed. */
  #printed: string[] = [];

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {}

  isOpen(events: LogEvent[]): boolean {
    return events.some(({ id }) => this.#open.has(id));
  }

  toggle(events: LogEvent[]): void {
    if (this.isOpen(events)) this.#close(events.map(({ id }) => id));
    else this.open(events);
    this.#host.requestUpdate();
  }

  open(events: LogEvent[]): void {
    for (const { id } of events) this.#open.add(id);
  }

  takeOver(before: FoldController): void {
    for (const id of before.#open) this.#open.add(id);
  }

  /** Opens all events for print, and closes those afterwards that were closed before. */
  print(isPrinting: boolean, events: LogEvent[]): void {
    if (!isPrinting) {
      this.#close(this.#printed);
      return;
    }
    const closed = events.filter(({ id }) => !this.#open.has(id));
    this.#printed = closed.map(({ id }) => id);
    this.open(closed);
  }

  #close(ids: string[]): void {
    for (const id of ids) this.#open.delete(id);
  }
}
