import { html, nothing, type TemplateResult } from 'lit';
import type { LogEvent } from '../../worker/contract/event.ts';
import { actionLabel, sentenceOf } from '../localize/sentences.ts';
import { offeredActions } from '../model/offered.ts';
import type { ListView, RowButton, RowFeatures } from './view.ts';

const button = (
  view: ListView,
  name: RowButton,
  label: string,
  event: LogEvent,
  onClick: (features: RowFeatures, button: HTMLElement) => unknown,
): TemplateResult => html`<button
  part="button ${name}"
  class=${name}
  aria-label="${label}: ${sentenceOf(view, event)}"
  aria-haspopup=${name === 'menu'}
  aria-disabled=${view.features?.row.isBusy(name, event) ?? false}
  .textContent=${name === 'menu' ? '⋯' : label}
  @click=${({ currentTarget }: Event) => view.withFeatures((features) => onClick(features, currentTarget as HTMLElement))}
></button>`;

/** The action to offer first: Unsnooze for a snoozed event, otherwise the first of the event's own actions. */
const firstAction = (view: ListView, event: LogEvent): string | false => {
  if (!view.canWrite || event.resolved_at) return false;
  const actions = view.features?.row.actionsOf(event) ?? offeredActions(event, view.pageActions);
  return event.snoozed_until ? view.messages.wake : actionLabel(view, actions[0]?.label);
};

/**
 * The buttons of a row: the first action, then Resolve, and a menu with the rest. Resolve and its undo are the same
 * element, so that the focus stays on it.
 */
export const rowActions = (view: ListView, event: LogEvent): TemplateResult | typeof nothing => {
  const { canWrite, features, messages } = view;
  const isUndo = features?.row.isUndoable(event) ?? false;
  const canResolve = canWrite && event.level !== 'info' && (isUndo || !event.resolved_at);
  const first = firstAction(view, event);
  if (!first && !canResolve) return nothing;
  const menu =
    canResolve && !isUndo
      ? button(view, 'menu', messages.more, event, ({ menu }, from) => menu.open(event, from))
      : nothing;
  const action = first ? button(view, 'action', first, event, ({ row }) => row.runFirst(event)) : nothing;
  const resolve = canResolve
    ? button(view, 'resolve', isUndo ? messages.undo : messages.resolve, event, ({ row }) => row.toggleResolved(event))
    : nothing;
  return html`<div class="do">${action}${resolve}${menu}</div>`;
};
