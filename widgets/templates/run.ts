import { html, type TemplateResult } from 'lit';
import { clock } from '../model/clock.ts';
import { eventsOf, type Line, timesFailed } from '../model/lines.ts';
import { foldButton } from './folds.ts';
import type { ListView } from './view.ts';

/** `×40, last 2 minutes ago`: a button that opens the single failures of a problem. */
export const runSummary = (view: ListView, line: Line): TemplateResult | null => {
  const { messages, language, times } = view;
  const count = timesFailed(line);
  if (count < 2) return null;
  const last = language.format(messages.last, { when: times.ago(Date.parse(line.event.occurred_at), clock.now()) });
  const label = html`<span aria-hidden="true">×${count}</span><span class="unseen">${language.format(messages.times, { count })}</span>, ${last}`;
  return foldButton(view, eventsOf(line), label, () => view.withFeatures(({ earlier }) => earlier.load(line)));
};
