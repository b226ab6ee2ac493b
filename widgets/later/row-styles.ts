import { css } from '../kit/reactive.ts';

/** The menu of a row, and the row that a link leads to. */
export const rowStyles = css`
  .sheet {
    position: fixed;
    inset: auto;
    min-inline-size: 12em;
    max-inline-size: calc(100vw - 16px);
    margin: 0;
    padding: 4px;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--flagpost-surface, Canvas);
    color: inherit;
    box-shadow: 0 4px 16px rgb(0 0 0 / 0.2);
  }
  .sheet [role='menuitem'] {
    display: block;
    inline-size: 100%;
    min-block-size: 32px;
    border: 0;
    text-align: start;
    white-space: normal;
  }
  .sheet [role='menuitem']:focus-visible {
    outline-offset: -2px;
  }
  .sheet form {
    display: grid;
    gap: 8px;
    padding: 4px;
  }
  .sheet input {
    display: block;
    min-block-size: 32px;
    max-inline-size: 100%;
    margin-block-start: 4px;
    padding: 4px 8px;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: none;
    color: inherit;
    font: inherit;
  }
  .entry[aria-current='true'] {
    outline: 2px solid var(--accent);
    outline-offset: -2px;
  }
`;
