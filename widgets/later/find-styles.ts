import { css } from '../kit/reactive.ts';

/** Fields in as many columns as there is room for. */
export const findStyles = css`
  #find {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 9.5rem), 1fr));
    gap: 8px 12px;
    padding: 12px 8px 4px;
  }
  #find > label {
    display: grid;
    gap: 2px;
  }
  .q,
  fieldset {
    grid-column: 1 / -1;
  }
  fieldset {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 8px;
    min-inline-size: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }
  legend {
    padding: 0 0 2px;
  }
  fieldset label,
  .chip {
    position: relative;
    min-block-size: 26px;
    padding: 4px 10px;
    border: 1px solid var(--line);
    border-radius: 1em;
    color: var(--flagpost-text, CanvasText);
    white-space: normal;
  }
  label:has(:checked) {
    border-color: currentColor;
  }
  label:has(:checked)::before {
    content: '✓ ';
  }
  [type='checkbox'] {
    appearance: none;
    position: absolute;
    inset: 0;
    margin: 0;
    border-radius: inherit;
    cursor: pointer;
  }
  .field {
    inline-size: 100%;
    min-inline-size: 0;
    min-block-size: 32px;
    padding: 4px 8px;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: none;
    color: var(--flagpost-text, CanvasText);
    font: inherit;
  }
  .bar > .end {
    flex: auto;
    text-align: end;
  }
  progress {
    flex: 1 1 8rem;
    min-inline-size: 0;
    accent-color: var(--accent);
  }
`;
