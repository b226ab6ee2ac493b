import { html, nothing, type TemplateResult } from 'lit';
import type { CustomerStatus } from '../../worker/contract/api.ts';
import { typeOfStatus } from '../../worker/contract/customer.ts';
import type { CustomerMessages } from '../localize/messages/customer.ts';
import type { Times } from '../localize/times.ts';
import { clock } from '../model/clock.ts';
import { safeUrl } from '../model/links.ts';

/** The customer's words and times. */
export interface CustomerVoice {
  readonly words: CustomerMessages;
  readonly times: Times;
}

const time = ({ times }: CustomerVoice, iso: string): TemplateResult =>
  html`<time part="time" datetime=${iso}>${times.short(iso, clock.now())}</time>`;

/** The statuses of an order that ended without being delivered, so that no step is still to come. */
const ENDED = ['cancelled', 'refunded', 'returned'];

const stepList = (voice: CustomerVoice, { status, steps }: CustomerStatus): TemplateResult => {
  const shown = ENDED.includes(status) ? steps.filter(({ reached_at }) => reached_at) : steps;
  const last = shown.findLast(({ reached_at }) => reached_at);
  return html`
    <ol part="steps" role="list">
      ${shown.map(
        (each) => html`<li
          part="step"
          class=${each.reached_at ? 'reached' : ''}
          aria-current=${each === last ? 'step' : nothing}
        ><span>${voice.words.steps[each.step]}</span>${each.reached_at ? time(voice, each.reached_at) : nothing}</li>`,
      )}
    </ol>
  `;
};

/** A parcel's carrier and number, with a link to its page. */
const parcelOf = ({ words }: CustomerVoice, parcel: CustomerStatus['parcels'][number]): TemplateResult => {
  const { carrier, tracking, tracking_url, status } = parcel;
  const href = safeUrl(tracking_url ?? '', 'about:blank');
  return html`
    <li part="parcel">
      <span><b>${carrier ?? words.parcel}</b>${tracking ? html` <bdi>${tracking}</bdi>` : nothing}</span>
      <span class="muted">${words.parcels[status]}</span>
      ${
        href
          ? html`<a part="link" href=${href} target="_blank" rel="noopener noreferrer">${words.trackParcel}<span
              class="unseen"
            > ${tracking}</span></a>`
          : nothing
      }
    </li>
  `;
};

const noteOf = (voice: CustomerVoice, { message, at }: CustomerStatus['notes'][number]): TemplateResult => html`
  <div part="note">
    <p class="muted">${voice.words.sentences['order.note']} · ${time(voice, at)}</p>
    <p dir="auto">${message}</p>
  </div>
`;

/** The order's status as its customer sees it. */
export const customerView = (voice: CustomerVoice, value: CustomerStatus): TemplateResult => {
  const { words } = voice;
  return html`
    <p part="status">${words.sentences[typeOfStatus(value.status)]}</p>
    ${value.late ? html`<p part="late">${words.sentences['order.overdue']}</p>` : nothing}
    ${stepList(voice, value)}
    ${
      value.parcels.length > 0
        ? html`<ul part="parcels" role="list" aria-label=${words.yourParcels}>${value.parcels.map((each) => parcelOf(voice, each))}</ul>`
        : nothing
    }
    ${value.notes.map((each) => noteOf(voice, each))}
  `;
};
