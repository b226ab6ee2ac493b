import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { LogEvent } from '../../worker/contract/event.ts';
import { asError, FlagpostError } from './client.ts';
import { addNote } from './client-writes.ts';
import type { DrawnElement } from './drawn.ts';
import { FlagpostErrorEvent } from './events.ts';
import { strings } from './strings.ts';

const MOST = 500;
/** From so many characters before the end on, it says how many are left. */
const NEAR = 60;

/** A box for a note on an order. What was written stays until the server has it. */
export class NoteBox {
  readonly #host: DrawnElement;
  readonly #say: (words: string) => void;
  readonly #added: (note: LogEvent) => void;
  /** Characters that are left. */
  #left = MOST;
  #isPending = false;
  #error: FlagpostError | undefined;

  constructor(host: DrawnElement, say: (words: string) => void, added: (note: LogEvent) => void) {
    this.#host = host;
    this.#say = say;
    this.#added = added;
  }

  /** It is another order's, and empty. */
  clear(): void {
    this.#left = MOST;
    this.#isPending = false;
    this.#error = undefined;
  }

  render(orderId: string): TemplateResult | typeof nothing {
    if (!this.#host.connection?.canWrite) return nothing;
    return html`
      <form class="note" part="note" @submit=${(submit: Event) => {
        submit.preventDefault();
        void this.#send(orderId);
      }}>
        <textarea
          part="input"
          rows="1"
          placeholder=${strings.addNote}
          aria-label=${strings.addNote}
          aria-describedby="note-says"
          aria-invalid=${this.#left < 0}
          ?readonly=${this.#isPending}
          @input=${this.#onInput}
          @keydown=${this.#onKey}
        ></textarea>
        <button part="button" aria-disabled=${this.#isPending}>${this.#isPending ? strings.adding : strings.add}</button>
        ${this.#says()}
      </form>
    `;
  }

  #says(): TemplateResult {
    const left = this.#left;
    const failure = this.#error ? strings.clickFailed[this.#error.code] : left < 0 ? strings.tooLong(-left) : null;
    if (failure) return html`<p id="note-says" class="failure" part="failure">${failure}</p>`;
    return html`<p id="note-says" class="meta">${left < NEAR ? strings.left(left) : nothing}</p>`;
  }

  get #box(): HTMLTextAreaElement | null {
    return this.#host.renderRoot.querySelector('textarea');
  }

  async #send(orderId: string): Promise<void> {
    const { connection } = this.#host;
    const box = this.#box;
    const message = box?.value.trim();
    if (!connection || !box || this.#isPending || this.#left < 0) return;
    if (!message) return box.focus();
    this.#isPending = true;
    this.#error = undefined;
    this.#host.requestUpdate();
    const outcome = await addNote(connection.client, orderId, message).catch(asError);
    // The box of another order, by now.
    if (this.#box !== box) return;
    this.#isPending = false;
    if (outcome instanceof FlagpostError) this.#failed(outcome);
    else this.#sent(box, outcome);
    this.#host.requestUpdate();
  }

  #sent(box: HTMLTextAreaElement, note: LogEvent): void {
    box.value = '';
    this.clear();
    this.#say(strings.added);
    this.#added(note);
  }

  #failed(error: FlagpostError): void {
    this.#error = error;
    this.#say(strings.clickFailed[error.code]);
    this.#host.dispatchEvent(new FlagpostErrorEvent(error));
  }

  readonly #onInput = ({ target }: InputEvent) => {
    this.#left = MOST - Array.from((target as HTMLTextAreaElement).value.trim()).length;
    this.#error = undefined;
    this.#host.requestUpdate();
  };

  readonly #onKey = (key: KeyboardEvent) => {
    if (key.key !== 'Enter' || !(key.ctrlKey || key.metaKey) || key.isComposing) return;
    key.preventDefault();
    this.#box?.form?.requestSubmit();
  };
}
