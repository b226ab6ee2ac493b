// The plain list by `LitElement` that `npm run bench:paint` compares the elements with.
import { html, LitElement } from 'lit';

interface Row {
  id: string;
  message: string;
  occurred_at: string;
}

const token = document.querySelector<HTMLMetaElement>('meta[name=flagpost-token]')!.content;
const { origin } = new URL(import.meta.url);

/** A minimal element that shows the same rows with Lit. */
class PlainList extends LitElement {
  static override properties = { src: {}, rows: { state: true } };
  declare src: string;
  declare rows: Row[];

  override async firstUpdated(): Promise<void> {
    const response = await fetch(origin + this.src, { headers: { Authorization: `Bearer ${token}` } });
    this.rows = (await response.json()).events;
  }

  override render() {
    const row = ({ message, occurred_at }: Row) =>
      html`<li class="entry"><p>${message}</p><time>${new Date(occurred_at).toLocaleString()}</time></li>`;
    return html`<ol>${(this.rows ?? []).map(row)}</ol>`;
  }
}

for (const tag of ['activity-feed', 'order-timeline', 'attention-badge'])
  customElements.define(tag, class extends PlainList {});
