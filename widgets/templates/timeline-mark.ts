import { html, type TemplateResult } from 'lit';
import type { LogEvent } from '../../worker/contract/event.ts';
import { eventType } from '../../worker/contract/taxonomy.ts';
import { initialsOf } from '../model/initials.ts';
import { typeIcon } from './type-icons.ts';

/** The circle of a row: an icon by type, coloured by level; green for a step of the order, initials for a person. */
export const timelineMark = (event: LogEvent): TemplateResult => {
  const { actor, event_type, level } = event;
  const isStep = eventType(event_type).step;
  const initials = level === 'info' && !isStep && actor && initialsOf(actor);
  if (initials) return html`<span class="mark person" part="icon" aria-hidden="true" .textContent=${initials}></span>`;
  return html`<span class="mark ${isStep && !event.retracted ? 'step' : level}">${typeIcon(event)}</span>`;
};
