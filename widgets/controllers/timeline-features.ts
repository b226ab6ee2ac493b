import { html, type TemplateResult } from 'lit';
import type { OrderStory } from '../../worker/contract/api.ts';
import { addEnglish } from '../localize/messages/index.ts';
import { storyMessages } from '../localize/messages/story.ts';
import { clock } from '../model/clock.ts';
import { markStyles } from '../styles/marks.ts';
import { summaryStyles } from '../styles/summary.ts';
import { copyButton } from '../templates/copy-button.ts';
import { standing } from '../templates/summary.ts';
import { timelineMark } from '../templates/timeline-mark.ts';
import { DetailsController } from './details-controller.ts';
import type { ListHost, TimelineHost } from './host.ts';
import { ListFeatures } from './list-features.ts';
import { NoteController } from './note-controller.ts';

addEnglish(storyMessages);

/** Everything that a timeline does once its first rows are painted. */
export class TimelineFeatures extends ListFeatures {
  readonly details: DetailsController;
  readonly note: NoteController;
  readonly mark = timelineMark;
  readonly #host: TimelineHost;

  constructor(host: TimelineHost) {
    super(host);
    this.#host = host;
    this.details = new DetailsController(host);
    this.note = new NoteController(host, this.row);
    host.addStyles(markStyles, summaryStyles);
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

  copyButton(text: string): TemplateResult {
    return copyButton(this.#host, text);
  }

  /** Renders the content of the header around the problem, which is shown before the features load. */
  renderStanding(story: OrderStory, problem: unknown): TemplateResult {
    return standing(this.#host, story, this.#host.events, problem);
  }

  /** Renders, below an order that is still on its way, when it was checked last, and a button to check again. */
  renderFoot(): TemplateResult {
    const { language, messages, request, retry, times } = this.#host;
    return html`
      <span>${language.format(messages.checked, { when: times.ago(request.loadedAt, clock.now()) })}</span>
      <button part="button" aria-disabled=${request.isPending} @click=${retry}>${messages.refresh}</button>
    `;
  }
}
