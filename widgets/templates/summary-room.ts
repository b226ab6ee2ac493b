import { html, nothing, type TemplateResult } from 'lit';
import type { OrderStory } from '../../worker/contract/api.ts';

/** The next step, and the steps of an order, as far as they are known before the answer. */
const USUAL = { next: true, steps: Array(5).fill(null) };

/** In place of what an order's header says until that has loaded, as high as that will be; `problem` is there at once. */
export const summaryRoom = (
  { next, steps }: Pick<OrderStory, 'steps'> & { next: unknown } = USUAL,
  problem: unknown = nothing,
): TemplateResult => html`
  <br />${next ? html`<br />` : nothing}${problem}
  <ol class="steps">${steps.map(() => html`<li><br /><br /></li>`)}</ol>
`;
