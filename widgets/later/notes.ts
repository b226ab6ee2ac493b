import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { LogEvent } from '../../worker/contract/event.ts';
import { asError, FlagpostError } from '../kit/client.ts';
import type { OrderTimeline } from '../order-timeline.ts';
import { addNote } from './client-writes.ts';

const MOST = 500;
/** From so many characters before the end on, it says how many are left. */
const NEAR = 60;

/** A box for a note on an order. What was written stays until the server has it. */
export class NoteBox {
  readonly #host: OrderTimeline;
  isOpen = false;
  /** Characters that are left. */
  #left = MOST;
  #isPending = false;
  #error: FlagpostError | undefined;

  constructor(host: OrderTimeline) {
    this.#host = host;
  }

  /** Stays open from then on. */
  async open(): Promise<void> {
    this.isOpen = true;
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    this.#box?.focus();
  }

  /** It is another order's, and empty. */
  clear(): void {
    this.#left = MOST;
    this.#isPending = false;
    this.#error = undefined;
  }

  /** With what was written, and where in it. */
  inherit(before: NoteBox): void {
    const was = before.#box;
    if (!was) return;
    this.isOpen = true;
    this.#left = before.#left;
    void this.#host.updateComplete?.then(() => {
      const box = this.#box;
      if (!box) return;
      box.value = was.value;
      box.setSelectionRange(was.selectionStart, was.selectionEnd);
    });
  }

  /** A button in the place of the box that it opens. */
  render(): TemplateResult {
    const { words } = this.#host;
    if (!this.isOpen) return html`<button part="button add-note" @click=${() => this.open()}>${words.addNote}</button>`;
    return html`
      <form @submit=${this.#onSubmit}>
        <textarea
          part="input"
          rows="1"
          placeholder=${words.addNote}
          aria-label=${words.addNote}
          aria-describedby="note-says"
          aria-invalid=${this.#left < 0}
          ?readonly=${this.#isPending}
          @input=${this.#onInput}
          @keydown=${this.#onKey}
        ></textarea>
        <button part="button" aria-disabled=${this.#isPending}>${this.#isPending ? words.adding : words.add}</button>
        ${this.#says()}
      </form>
    `;
  }

  #says(): TemplateResult {
    const { language, words } = this.#host;
    const left = this.#left;
    const tooLong = left < 0 ? language.say(words.tooLong, { count: -left }) : null;
    const failure = this.#error ? words.clickFailed[this.#error.code] : tooLong;
    if (failure) return html`<p id="note-says" class="failure" part="failure">${failure}</p>`;
    return html`<p id="note-says" class="meta">${left < NEAR ? language.say(words.left, { count: left }) : nothing}</p>`;
  }

  get #box(): HTMLTextAreaElement | null {
    return this.#host.renderRoot.querySelector('textarea');
  }

  readonly #onSubmit = async (submit: Event) => {
    submit.preventDefault();
    const { connection, orderId, words } = this.#host;
    const box = this.#box;
    const message = box?.value.trim();
    if (!connection || !orderId || !box || this.#isPending || this.#left < 0) return;
    if (!message) return box.focus();
    this.#isPending = true;
    this.#error = undefined;
    this.#host.requestUpdate();
    const outcome = await addNote(connection.client, orderId, message).catch(asError);
    // The box of another order, by now.
    if (this.#box !== box) return;
    this.#isPending = false;
    if (outcome instanceof FlagpostError) {
      this.#error = outcome;
      this.#host.acts!.row.fail(outcome);
    } else {
      box.value = '';
      this.clear();
      this.#host.say(words.added);
      this.#added(outcome);
    }
    this.#host.requestUpdate();
  };

  /** An answer that was asked for before the note has not got it. */
  #added(note: LogEvent): void {
    const { loading, orderId } = this.#host;
    if (!loading.value || note.order_id !== orderId) return;
    loading.value = { ...loading.value, events: [...loading.value.events, note] };
    if (loading.isPending) void this.#host.load();
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
