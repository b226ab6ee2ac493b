import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { ActivityFeed } from '../activity-feed.ts';
import { countMark } from './count.ts';

export const TABS = ['all', 'attention', 'snoozed'] as const;
export type Tab = (typeof TABS)[number];

const LABELS = { all: 'allActivity', attention: 'needsAttention', snoozed: 'snoozed' } as const;

export const tabOf = (name: unknown): Tab => TABS.find((tab) => tab === name) ?? 'all';

const count = ({ language, connection }: ActivityFeed): TemplateResult | typeof nothing => {
  const mark = countMark(language, connection?.attention.value, 99);
  if (!mark) return nothing;
  return html` <span class=${mark.kind} part=${mark.kind} aria-hidden="true">${mark.seen}</span><span class="unseen">${mark.heard}</span>`;
};

/** The feed's tabs over a `#panel`: one of them in the tab order, arrows between them, the count on the other. */
export const tabs = (host: ActivityFeed): TemplateResult => html`
  <div class="tabs" part="tabs" role="tablist" aria-label=${host.words.activity} @keydown=${(key: KeyboardEvent) => host.act((acts) => acts.tabKey(key))}>
    ${TABS.map((tab) => {
      const isChosen = tab === host.tab;
      return html`
        <button
          role="tab"
          part=${isChosen ? 'tab chosen' : 'tab'}
          id=${tab}
          aria-controls="panel"
          aria-selected=${isChosen}
          tabindex=${isChosen ? 0 : -1}
          @click=${() => host.act((acts) => acts.choose(tab))}
        >${host.words[LABELS[tab]]}${tab === 'attention' ? count(host) : nothing}</button>
      `;
    })}
  </div>
`;
