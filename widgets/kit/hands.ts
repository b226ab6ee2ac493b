import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { LogEvent } from '../../worker/contract/event.ts';
import type { Acts } from '../later/acts.ts';
import type { FeedFilter } from '../later/client-writes.ts';
import { clock } from './clock.ts';
import type { DrawnElement } from './drawn.ts';
import { actionLabel, isOpen } from './entry.ts';
import { type Line, timesFailed } from './lines.ts';
import { isUnfolded, unfolder } from './unfolding.ts';

// What a person may do in a list. The buttons are here; what they do is in `widgets/later/acts.ts`.

/** From so many open problems on, a button for all of them is worth its place. */
const FEW = 2;

/** One polite live region for the element; and the menu, while one is open. */
export const status = ({ said, acts }: DrawnElement): TemplateResult =>
  html`<div class="unseen" role="status">${said}</div>${acts?.menu.render()}`;

/** Resolved a moment ago on this page: it stays, and can be undone. */
export const isUndoable = ({ acts }: DrawnElement, { id, resolved_at }: LogEvent): boolean =>
  Boolean(resolved_at && acts?.row.clicks?.undoable.has(id));

const button = (
  host: DrawnElement,
  part: 'action' | 'resolve' | 'menu',
  word: string,
  event: LogEvent,
  what: (acts: Acts, from: HTMLElement) => unknown,
): TemplateResult => html`<button
  part="button ${part}"
  class=${part}
  aria-label="${word}: ${event.message}"
  aria-haspopup=${part === 'menu'}
  aria-disabled=${host.acts?.row.isBusy(part, event) ?? false}
  .textContent=${part === 'menu' ? '⋯' : word}
  @click=${({ currentTarget }: Event) => host.act((acts) => what(acts, currentTarget as HTMLElement))}
></button>`;

/**
 * What may be done about an event: first what is meant for it, then Resolve, and a menu for the rest. Resolve stays the
 * same element when it turns into its undo, so focus stays on it.
 */
export const control = (host: DrawnElement, event: LogEvent): TemplateResult | typeof nothing => {
  const { words, canWrite, syncUrl } = host;
  const isUndo = isUndoable(host, event);
  const canResolve = canWrite && event.level !== 'info' && (isUndo || !event.resolved_at);
  const first =
    canWrite &&
    !event.resolved_at &&
    (event.snoozed_until ? words.wake : actionLabel(host.language, event.actions[0]?.label));
  const menu =
    (canResolve && !isUndo) || syncUrl
      ? button(host, 'menu', words.more, event, ({ menu }, from) => menu.open(event, from))
      : nothing;
  if (!first && !canResolve) return menu;
  return html`<div class="do">${first ? button(host, 'action', first, event, ({ row }) => row.first(event)) : nothing}${
    canResolve
      ? button(host, 'resolve', isUndo ? words.undo : words.resolve, event, ({ row }) => row.click(event))
      : nothing
  }${menu}</div>`;
};

/** Over a list, the place of `Resolve all`: of what the filter matches and was recorded by `upTo`. */
export const bar = (
  { acts, canWrite, shown }: DrawnElement,
  hasMore: boolean,
  filter: FeedFilter,
  upTo: string,
): TemplateResult | typeof nothing => {
  const open = shown.filter((event) => isOpen(event) && !event.snoozed_until);
  const done = open.length < FEW ? acts?.all.done : null;
  if (!canWrite || (open.length < FEW && !done)) return nothing;
  return html`<div class="bar all" part="all">${acts?.all.render(open, done, hasMore, filter, upTo)}</div>`;
};

/** `×40, last 2 minutes ago`, which opens the single times. */
export const count = (host: DrawnElement, line: Line): TemplateResult | null => {
  const { words, language, times } = host;
  const count = timesFailed(line);
  if (count < 2) return null;
  const when = times.ago(Date.parse(line.event.occurred_at), clock.now());
  const told = html`<span aria-hidden="true">×${count}</span><span class="unseen">${language.say(words.times, { count })}</span>, ${language.say(words.last, { when })}`;
  return unfolder(host, [line.event, ...line.run], told, () => host.act(({ runs }) => runs.ask(line)));
};

/** Below what a row says: the single times of a problem, while they are open, and what came of the last click. */
export const below = (host: DrawnElement, line: Line): unknown => {
  const isShown = timesFailed(line) > 1 && isUnfolded(host, [line.event, ...line.run]);
  const told = [isShown && host.acts?.runs.times(line), host.acts?.row.failure(line.event)].filter(Boolean);
  return told.length ? told : nothing;
};
