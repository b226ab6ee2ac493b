import { html, nothing, type TemplateResult } from 'lit';

/** The usual numbers of lines and of steps in an order's header, for the time before the answer. */
export const USUAL = [3, 5] as const;

const times = (count: number, one: TemplateResult): TemplateResult[] => Array(count).fill(one);

/** The placeholder of an order's header, as high as the header will be. The `problem` is there at once. */
export const summaryRoom = (lines: number, steps: number, problem: unknown = nothing): TemplateResult => html`
  ${times(lines, html`<br />`)}${problem}
  <ol class="steps">${times(steps, html`<li></li>`)}</ol>
`;
