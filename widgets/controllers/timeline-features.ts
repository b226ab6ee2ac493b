import { html, type TemplateResult } from 'lit';
import { clock } from '../model/clock.ts';
import { DetailsController } from './details-controller.ts';
import type { ListHost, TimelineHost } from './host.ts';
import { ListFeatures } from './list-features.ts';
import { NoteController } from './note-controller.ts';

/** Everything that a timeline does once its first rows are painted. */
export class TimelineFeatures extends ListFeatures {
  readonly details: DetailsController;
  readonly note: NoteController;
  readonly #host: TimelineHost;

  constructor(host: TimelineHost) {
    super(host);
    this.#host = host;
    this.details = new DetailsController(host);
    this.note = new NoteController(host, this.row);
  }

  override clear(): void {
    super.clear();
    this.note.clear();
  }

  protected override takeOverFrom(before: ListHost, features: this): void {
    super.takeOverFrom(before, features);
    this.note.takeOver(features.note);
    this.#host.opened.takeOver(features.#host.opened);
  }

  /** Below an order that is still on its way: when it was checked last, and a button to check again. */
  renderFoot(): TemplateResult {
    const { language, messages, request, retry, times } = this.#host;
    return html`
      <span>${language.format(messages.checked, { when: times.ago(request.loadedAt, clock.now()) })}</span>
      <button part="button" aria-disabled=${request.isPending} @click=${retry}>${messages.refresh}</button>
    `;
  }
}
