import { html, nothing, type TemplateResult } from 'lit';
import type { LogEvent } from '../../worker/contract/event.ts';
import type { Voice } from '../localize/sentences.ts';

/** The level in words, for people who do not see the icon. */
export const levelWord = ({ messages }: Voice, { level }: LogEvent): TemplateResult | typeof nothing =>
  level === 'info' ? nothing : html`<span class="unseen">${messages[level]}: </span>`;

/** A time. Its exact value appears when a person points at it. */
export const timeTag = (iso: string, text: string): TemplateResult =>
  html`<time part="time" datetime=${iso} .textContent=${text}></time>`;
