import { css } from '../kit/reactive.ts';

/** What moves under a pointer, and what comes with the first click: the box for a note, the single times of a problem. */
export const actStyles = css`
  a:hover {
    text-decoration-color: currentColor;
  }
  button:hover {
    border-color: var(--muted);
    background: color-mix(in oklab, currentColor 6%, transparent);
  }
  @media (prefers-reduced-motion: no-preference) {
    a,
    button,
    .chevron {
      transition: 150ms;
      transition-property: text-decoration-color, background-color, border-color, rotate;
    }
  }
  .news {
    position: sticky;
    z-index: 2;
    inset-block-start: calc(4px + var(--flagpost-top, 0px));
    block-size: 0;
    text-align: center;
  }
  .news button,
  .news button:hover {
    background: var(--flagpost-surface, Canvas);
    box-shadow: 0 2px 8px rgb(0 0 0 / 0.2);
  }
  .times {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 12px;
    padding-block: 4px;
    font-variant-numeric: tabular-nums;
  }
  .times .long {
    flex-basis: 100%;
  }
  .note {
    display: grid;
    grid-template-columns: 1fr max-content;
    align-items: end;
    gap: 4px 8px;
  }
  .note p {
    grid-column: 1 / -1;
  }
  .note p:empty {
    display: none;
  }
  textarea {
    min-block-size: 32px;
    max-block-size: 12em;
    min-inline-size: 0;
    padding: 5px 8px;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: none;
    color: inherit;
    font: inherit;
    resize: vertical;
  }
  @supports (field-sizing: content) {
    textarea {
      resize: none;
      field-sizing: content;
    }
  }
  textarea::placeholder {
    color: var(--muted);
    opacity: 1;
  }
  textarea[aria-invalid='true'] {
    border-color: var(--error);
  }
  .note button {
    min-block-size: 32px;
  }
`;
