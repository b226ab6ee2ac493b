import { css } from '@lit/reactive-element';

/** Tabs and rows: two lines each, one where there is room, three where there is little. */
export const feedStyles = css`
  .tabs {
    display: flex;
    gap: 4px;
    border-block-end: 1px solid var(--line);
  }
  .tabs button {
    position: relative;
    padding: 8px;
    border: 0;
    background: none;
    color: var(--muted);
    font-size: 1em;
  }
  .tabs button:hover,
  .tabs [aria-selected='true'] {
    color: var(--flagpost-text, inherit);
  }
  .tabs [aria-selected='true'] {
    color: inherit;
    font-weight: 600;
  }
  .tabs [aria-selected='true']::after {
    content: '';
    position: absolute;
    inset: auto 8px -1px;
    border-block-end: 2px solid var(--accent);
  }
  .tabs .count {
    margin-inline-start: 4px;
    vertical-align: 1px;
  }
  ol {
    grid-template-columns: 24px 1fr max-content max-content;
    column-gap: 12px;
  }
  .entry {
    display: grid;
    grid-column: 1 / -1;
    grid-template-columns: subgrid;
    align-items: start;
    padding: 6px 8px;
    border-block-end: 1px solid var(--line);
  }
  .entry:last-child {
    border: 0;
  }
  .icon {
    margin-block-start: 2px;
  }
  .text {
    display: flex;
    flex-direction: column;
  }
  .order {
    max-inline-size: 16em;
    min-inline-size: 0;
    font-variant-numeric: tabular-nums;
  }
  .done [part='message'] {
    color: var(--muted);
    text-decoration: line-through;
  }
  .more {
    justify-content: center;
    border-block-start: 1px solid var(--line);
  }
  .bone {
    block-size: 40px;
    padding-inline: 8px;
    gap: 12px;
  }
  .bone::before {
    inline-size: 16px;
    block-size: 16px;
    border-radius: 50%;
  }
  @container (inline-size >= 56rem) {
    ol {
      grid-template-columns: 24px 1fr fit-content(28em) max-content max-content;
    }
    .entry {
      padding-block: 10px;
    }
    .text {
      display: grid;
      grid-column: span 2;
      grid-template-columns: subgrid;
      align-items: baseline;
    }
  }
  @container (inline-size < 32rem) {
    .tabs button {
      padding-inline: 4px;
    }
    .tabs [aria-selected='true']::after {
      inset-inline: 4px;
    }
    ol {
      grid-template-columns: 20px 1fr max-content;
    }
    .text {
      grid-column: span 2;
    }
    .order {
      grid-column: 2;
    }
    .entry {
      row-gap: 4px;
      padding-inline: 4px;
    }
  }
`;
