import { html, type TemplateResult } from 'lit';

/** The element's one polite live region. Screen readers announce its text when it changes. */
export const liveRegion = (announcement: string): TemplateResult =>
  html`<div class="unseen" role="status">${announcement}</div>`;
