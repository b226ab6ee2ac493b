import { html, nothing, type TemplateResult } from 'lit/html.js';
import { countMark } from './count.ts';
import type { DrawnElement } from './drawn.ts';

const TABS = ['all', 'attention', 'snoozed'] as const;
export type Tab = (typeof TABS)[number];

const LABELS = { all: 'allActivity', attention: 'needsAttention', snoozed: 'snoozed' } as const;

export const tabOf = (name: string | null): Tab => TABS.find((tab) => tab === name) ?? 'all';

/** The feed's tabs over a `#panel`: one of them in the tab order, arrows between them, the count on the other. */
export class Tabs {
  readonly #host: DrawnElement & { tab: string | null };
  readonly #choose: (tab: Tab) => void;

  constructor(host: DrawnElement & { tab: string | null }, choose: (tab: Tab) => void) {
    this.#host = host;
    this.#choose = choose;
  }

  render(): TemplateResult {
    return html`
      <div class="tabs" part="tabs" role="tablist" aria-label=${this.#host.words.activity} @keydown=${this.#onKey}>
        ${TABS.map((tab) => this.#button(tab))}
      </div>
    `;
  }

  #button(tab: Tab): TemplateResult {
    const isChosen = tab === this.#host.tab;
    return html`
      <button
        type="button"
        role="tab"
        part=${isChosen ? 'tab chosen' : 'tab'}
        id=${tab}
        aria-controls="panel"
        aria-selected=${isChosen}
        tabindex=${isChosen ? 0 : -1}
        @click=${() => this.#choose(tab)}
      >${this.#host.words[LABELS[tab]]}${tab === 'attention' ? this.#count() : nothing}</button>
    `;
  }

  #count(): TemplateResult | typeof nothing {
    const mark = countMark(this.#host.language, this.#host.connection?.attention.value, 99);
    if (!mark) return nothing;
    return html` <span class=${mark.kind} part=${mark.kind} aria-hidden="true">${mark.seen}</span><span class="unseen">${mark.heard}</span>`;
  }

  readonly #onKey = (key: KeyboardEvent) => {
    const at = TABS.indexOf(tabOf(this.#host.tab));
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[key.key];
    if (to === undefined) return;
    key.preventDefault();
    const tab = TABS.at(to % TABS.length)!;
    this.#choose(tab);
    this.#host.renderRoot.querySelector<HTMLElement>(`#${tab}`)?.focus();
  };
}
