import { html, nothing, type TemplateResult } from 'lit';

/** Lines and steps of an order's header, as far as they are known before the answer. */
export const USUAL = [3, 5] as const;

const times = (count: number, one: TemplateResult): TemplateResult[] => Array(count).fill(one);

/** In place of what an order's header says until that has loaded, as high as that will be; `problem` is there at once. */
export const summaryRoom = (lines: number, steps: number, problem: unknown = nothing): TemplateResult => html`
  ${times(lines, html`<br />`)}${problem}
  <ol class="steps">${times(steps, html`<li></li>`)}</ol>
`;
