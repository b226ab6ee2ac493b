import { css } from '../kit/reactive.ts';

/** What is seen only once somebody does something, or by who asks for another look. */
export const styles = css`
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
  }
  .times .long {
    flex-basis: 100%;
  }
  .note form {
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
    max-block-size: 12em;
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
  .tabs button:hover {
    color: var(--flagpost-text, inherit);
  }
  .entry {
    scroll-margin-block-start: calc(40px + var(--flagpost-top, 0px));
  }
  .field,
  .sheet input,
  textarea {
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
  button[aria-disabled='true'] {
    cursor: default;
    opacity: 0.6;
  }
  .all .meta {
    flex: 1;
  }
  .failure {
    color: var(--error);
    font-size: var(--small);
  }
  .stale {
    justify-content: space-between;
    margin-block-end: 8px;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    color: var(--muted);
  }
  .done [part='message'] {
    color: var(--muted);
    text-decoration: line-through;
  }
  .more {
    justify-content: center;
    border-block-start: 1px solid var(--line);
  }
  .times,
  .text > .failure {
    grid-column: 1 / -1;
  }
  .foot button {
    font-size: 1em;
  }
  .long .day {
    display: block;
  }
  .long [part='list'] {
    grid-template-columns: 24px 1fr minmax(9em, max-content) minmax(5em, max-content);
    column-gap: 12px;
    content-visibility: auto;
    contain-intrinsic-block-size: auto calc(var(--rows) * 53px);
    overflow-clip-margin: 4px;
  }
  @container (inline-size >= 72rem) {
    .long [part='list'] {
      grid-template-columns: 24px 1fr fit-content(24em) max-content max-content;
    }
  }
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
    margin-block-start: 4px;
  }
  .entry[aria-current='true'] {
    outline: 2px solid var(--accent);
    outline-offset: -2px;
  }
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
  .bar > .end {
    flex: auto;
    text-align: end;
  }
  progress {
    flex: 1 1 8rem;
    min-inline-size: 0;
    accent-color: var(--accent);
  }
  @media (prefers-reduced-transparency: reduce) {
    h3 {
      background: var(--flagpost-surface, Canvas);
    }
  }
  @media print {
    button:not(.plain),
    form,
    .chevron {
      display: none;
    }
    .entry {
      break-inside: avoid;
    }
  }
  @media (forced-colors: active) {
    .rail::before,
    .rail::after {
      background: CanvasText;
    }
    .dot {
      border-color: CanvasText;
    }
    .entry.open {
      outline: 1px solid CanvasText;
      outline-offset: -1px;
    }
    .icon {
      color: CanvasText !important;
    }
  }
  @media print {
    h3 {
      position: static;
      break-after: avoid;
    }
  }
`;
