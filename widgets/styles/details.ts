import { css } from '@lit/reactive-element';

/** The details of a row. */
export const detailStyles = css`
  .details {
    flex-basis: 100%;
    padding-block: 4px 8px;
  }
  dl {
    display: grid;
    grid-template-columns: fit-content(40%) 1fr;
    gap: 4px 12px;
    margin: 0 0 8px;
  }
  dd {
    margin: 0;
    color: var(--flagpost-text, inherit);
  }
`;
