import { html, nothing, type TemplateResult } from 'lit';
import { FEED_TABS, type FeedTab } from '../../worker/contract/api.ts';
import type { Voice } from '../localize/sentences.ts';
import type { Mark } from './count.ts';

const LABELS = { all: 'allActivity', attention: 'needsAttention', snoozed: 'snoozed' } as const;

const pill = (mark: Mark | null): TemplateResult | typeof nothing =>
  mark
    ? html` <span class=${mark.kind} part=${mark.kind} aria-hidden="true">${mark.text}</span><span class="unseen">${mark.label}</span>`
    : nothing;

/**
 * The feed's tabs above its `#panel`. One tab is in the tab order; arrow keys move between them. The tab of snoozed
 * events is there only while one is snoozed, or while a person is on that tab.
 */
export const tabList = (
  { messages }: Voice,
  chosen: FeedTab,
  count: Mark | null,
  isAnySnoozed: boolean | undefined,
  choose: (tab: FeedTab) => void,
  onKey: (key: KeyboardEvent) => void,
): TemplateResult => html`
  <div class="tabs" part="tabs" role="tablist" aria-label=${messages.activity} @keydown=${onKey}>
    ${FEED_TABS.map((tab) => {
      const isChosen = tab === chosen;
      if (tab === 'snoozed' && !isChosen && !isAnySnoozed) return nothing;
      return html`
        <button
          role="tab"
          part=${isChosen ? 'tab chosen' : 'tab'}
          id=${tab}
          aria-controls="panel"
          aria-selected=${isChosen}
          tabindex=${isChosen ? 0 : -1}
          @click=${() => choose(tab)}
        >${messages[LABELS[tab]]}${tab === 'attention' ? pill(count) : nothing}</button>
      `;
    })}
  </div>
`;
