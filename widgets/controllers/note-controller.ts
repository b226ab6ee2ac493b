import { html, type TemplateResult } from 'lit';
import type { TimelineHost } from './host.ts';
import type { NoteForm } from './note-form.ts';
import { NOTE_FORM } from './on-click.ts';
import type { RowController } from './row-controller.ts';

/** A button for a note on an order, and the form that takes its place. A box takes what is typed until the form has loaded. */
export class NoteController {
  readonly #host: TimelineHost;
  readonly #row: Pick<RowController, 'fail'>;
  #form: NoteForm | undefined;
  #isLoading = false;

  constructor(host: TimelineHost, row: Pick<RowController, 'fail'>) {
    this.#host = host;
    this.#row = row;
  }

  clear(): void {
    this.#form?.clear();
  }

  takeOver(before: NoteController): void {
    if (before.#form) this.#open()?.takeOver(before.#form);
    else if (before.#isLoading) void this.#load(before.#box);
  }

  render(): TemplateResult {
    if (this.#form) return this.#form.render();
    const { messages } = this.#host;
    if (this.#isLoading) return html`<textarea rows="1" part="input" aria-label=${messages.addNote}></textarea>`;
    return html`<button part="button add-note" @click=${this.#onClick}>${messages.addNote}</button>`;
  }

  /** Creates the form if its code has loaded. From then on the form stays open. */
  #open(): NoteForm | undefined {
    const { module } = NOTE_FORM;
    if (module) this.#form ??= new module.NoteForm(this.#host, this.#row);
    this.#host.requestUpdate();
    return this.#form;
  }

  readonly #onClick = () => this.#load(null);

  /** Loads the form and opens it. `before` is the box of an element that the page has just replaced. */
  async #load(before: HTMLTextAreaElement | null): Promise<void> {
    const host = this.#host;
    this.#isLoading = NOTE_FORM.module === undefined;
    host.requestUpdate();
    await host.updateComplete;
    const box = this.#box;
    if (box && before) {
      box.value = before.value;
      box.setSelectionRange(before.selectionStart, before.selectionEnd);
    }
    box?.focus();
    await NOTE_FORM.load().catch(() => host.announce(host.messages.notLoaded));
    this.#isLoading = false;
    const form = this.#open();
    const typed = box ?? before;
    if (typed) form?.takeOverFrom(typed);
    await host.updateComplete;
    if (form) form.focus();
    else host.renderRoot.querySelector<HTMLElement>('[part~=add-note]')?.focus();
  }

  get #box(): HTMLTextAreaElement | null {
    return this.#host.renderRoot.querySelector('textarea');
  }
}
