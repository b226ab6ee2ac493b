import { html, type TemplateResult } from 'lit';
import type { TimelineHost } from './host.ts';
import type { NoteForm } from './note-form.ts';
import { NOTE_FORM } from './on-click.ts';
import type { RowController } from './row-controller.ts';

/** A button for a note on an order, and the form that takes its place. */
export class NoteController {
  readonly #host: TimelineHost;
  readonly #row: Pick<RowController, 'fail'>;
  #form: NoteForm | undefined;

  constructor(host: TimelineHost, row: Pick<RowController, 'fail'>) {
    this.#host = host;
    this.#row = row;
  }

  clear(): void {
    this.#form?.clear();
  }

  takeOver(before: NoteController): void {
    if (before.#form) this.#open()?.takeOver(before.#form);
  }

  render(): TemplateResult {
    if (this.#form) return this.#form.render();
    const { messages } = this.#host;
    return html`<button part="button add-note" @click=${this.#onClick}>${messages.addNote}</button>`;
  }

  /** The form stays open from then on. It loads on the first click. */
  #open(): NoteForm | undefined {
    const { module } = NOTE_FORM;
    if (module) this.#form ??= new module.NoteForm(this.#host, this.#row);
    this.#host.requestUpdate();
    return this.#form;
  }

  readonly #onClick = async () => {
    await NOTE_FORM.load().catch(() => this.#host.announce(this.#host.messages.notLoaded));
    const form = this.#open();
    await this.#host.updateComplete;
    form?.focus();
  };
}
