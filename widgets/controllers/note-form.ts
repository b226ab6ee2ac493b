import { html, nothing, type TemplateResult } from 'lit';
import type { LogEvent } from '../../worker/contract/event.ts';
import { asError, FlagpostError } from '../client/client.ts';
import { addNote } from '../client/writes.ts';
import { addEnglish } from '../localize/messages/index.ts';
import { noteMessages } from '../localize/messages/note.ts';
import { formStyles } from '../styles/forms.ts';
import type { TimelineHost } from './host.ts';
import type { RowController } from './row-controller.ts';

addEnglish(noteMessages);

const MAX_LENGTH = 500;
/** From this many remaining characters on, the form shows their number. */
const FEW_LEFT = 60;

const leftOf = (text: string): number => MAX_LENGTH - [...text.trim()].length;

/** The form for a note. The text stays until the server has stored it. */
export class NoteForm {
  readonly #host: TimelineHost;
  readonly #row: Pick<RowController, 'fail'>;
  /** The number of remaining characters. */
  #left = MAX_LENGTH;
  #isPending = false;
  #error: FlagpostError | undefined;

  constructor(host: TimelineHost, row: Pick<RowController, 'fail'>) {
    this.#host = host;
    this.#row = row;
    host.addStyles(formStyles);
  }

  focus(): void {
    this.#box?.focus();
  }

  clear(): void {
    this.#left = MAX_LENGTH;
    this.#isPending = false;
    this.#error = undefined;
  }

  takeOver(before: NoteForm): void {
    if (before.#box) this.takeOverFrom(before.#box);
  }

  /** Takes over the text and the caret of another box, once this one is rendered. */
  takeOverFrom(old: HTMLTextAreaElement): void {
    const { value, selectionStart, selectionEnd } = old;
    this.#left = leftOf(value);
    void this.#host.updateComplete.then(() => {
      const box = this.#box;
      if (!box) return;
      box.value = value;
      box.setSelectionRange(selectionStart, selectionEnd);
    });
  }

  render(): TemplateResult {
    const { messages } = this.#host;
    return html`
      <form @submit=${this.#onSubmit}>
        <textarea
          part="input"
          rows="1"
          placeholder=${messages.addNote}
          aria-label=${messages.addNote}
          aria-describedby="note-hint"
          aria-invalid=${this.#left < 0}
          ?readonly=${this.#isPending}
          @input=${this.#onInput}
          @keydown=${this.#onKey}
        ></textarea>
        <label><input type="checkbox" name="public" />${messages.isPublic}</label>
        <button part="button" aria-disabled=${this.#isPending}>${this.#isPending ? messages.adding : messages.add}</button>
        ${this.#hint()}
      </form>
    `;
  }

  #hint(): TemplateResult {
    const { language, messages } = this.#host;
    const left = this.#left;
    const tooLong = left < 0 ? language.format(messages.tooLong, { count: -left }) : null;
    const failure = this.#error ? messages.clickFailed[this.#error.code] : tooLong;
    if (failure) return html`<p id="note-hint" class="failure" part="failure">${failure}</p>`;
    const remaining = left < FEW_LEFT ? language.format(messages.left, { count: left }) : nothing;
    return html`<p id="note-hint" class="meta">${remaining}</p>`;
  }

  get #box(): HTMLTextAreaElement | null {
    return this.#host.renderRoot.querySelector('textarea');
  }

  readonly #onSubmit = async (submit: Event) => {
    submit.preventDefault();
    const { messages, orderId, session } = this.#host;
    const box = this.#box;
    const message = box?.value.trim();
    if (!session || !orderId || !box || this.#isPending || this.#left < 0) return;
    if (!message) return box.focus();
    this.#isPending = true;
    this.#error = undefined;
    this.#host.requestUpdate();
    const choice = box.form?.elements.namedItem('public') as HTMLInputElement;
    const outcome = await addNote(session.client, orderId, message, choice.checked).catch(asError);
    // The timeline may show another order by now.
    if (this.#box !== box) return;
    this.#isPending = false;
    if (outcome instanceof FlagpostError) {
      this.#error = outcome;
      this.#row.fail(outcome);
    } else {
      box.value = '';
      choice.checked = false;
      this.clear();
      this.#host.announce(messages.added);
      this.#added(outcome);
    }
    this.#host.requestUpdate();
  };

  /** The answer to a request that was sent before the note does not contain it, so the timeline loads again. */
  #added(note: LogEvent): void {
    const { request, orderId } = this.#host;
    const { value } = request;
    if (!value || note.order_id !== orderId) return;
    request.update({ ...value, events: [...value.events, note] });
    if (request.isPending) void this.#host.load();
  }

  readonly #onInput = ({ target }: InputEvent) => {
    this.#left = leftOf((target as HTMLTextAreaElement).value);
    this.#error = undefined;
    this.#host.requestUpdate();
  };

  readonly #onKey = (key: KeyboardEvent) => {
    if (key.key !== 'Enter' || !(key.ctrlKey || key.metaKey) || key.isComposing) return;
    key.preventDefault();
    this.#box?.form?.requestSubmit();
  };
}
