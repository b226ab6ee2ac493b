import { css } from '@lit/reactive-element';

/** Styles that only matter after the first rows: hover, and everything that a click adds to a row. */
export const rowStyles = css`
  a {
    text-decoration-color: var(--muted);
  }
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
  .tabs button:hover {
    color: var(--flagpost-text, inherit);
  }
  .entry {
    scroll-margin-block-start: calc(40px + var(--flagpost-top, 0px));
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
  [part='sign-in'] {
    padding: 12px 4px;
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
  .sheet {
    position: fixed;
    inset: auto;
    min-inline-size: 12em;
    max-inline-size: calc(100vw - 16px);
    max-block-size: min(28em, 100vh - 8px);
    margin: 0;
    overflow: auto;
    padding: 4px;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--flagpost-surface, Canvas);
    color: inherit;
    box-shadow: 0 4px 16px rgb(0 0 0 / 0.2);
  }
  .sheet [role^='menuitem'] {
    display: block;
    inline-size: 100%;
    min-block-size: 32px;
    border: 0;
    text-align: start;
    white-space: normal;
  }
  .sheet [role^='menuitem']:focus-visible {
    outline-offset: -2px;
  }
  .sheet [aria-checked]::before {
    content: '';
    display: inline-block;
    inline-size: 1.5em;
  }
  .sheet [aria-checked='true']::before {
    content: '✓' / '';
  }
  hr {
    margin: 4px 0;
    border: 0;
    border-block-start: 1px solid var(--line);
  }
  .entry[aria-current='true'] {
    outline: 2px solid var(--accent);
    outline-offset: -2px;
  }
`;
