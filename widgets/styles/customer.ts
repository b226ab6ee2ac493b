import { css } from '@lit/reactive-element';

/** The customer's element: steps from top to bottom, or side by side if there is room. */
export const customerStyles = css`
  :host {
    display: block;
    container-type: inline-size;
    contain-intrinsic-inline-size: 14rem;
    --done: var(--flagpost-accent, light-dark(oklch(0.52 0.13 150), oklch(0.76 0.15 150)));
    line-height: 1.5;
    text-align: start;
    font-variant-numeric: tabular-nums;
    overflow-wrap: anywhere;
  }
  p,
  ol,
  ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  section > * {
    margin-block-end: 16px;
  }
  section > :last-child {
    margin-block-end: 0;
  }
  [part='status'] {
    font-size: 1.25em;
    font-weight: 600;
  }
  [part='late'] {
    margin-block-start: -12px;
    color: var(--warning);
  }
  .muted,
  time {
    color: var(--muted);
    font-size: max(0.875em, min(1em, 0.8125rem));
  }
  [part='step'] {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 8px;
    position: relative;
    padding-block-end: 12px;
    padding-inline-start: 24px;
    color: var(--muted);
  }
  [part='step']:last-child {
    padding-block-end: 0;
  }
  [part='step']::before {
    content: '';
    inline-size: 12px;
    block-size: 12px;
    position: absolute;
    inset-block-start: 6px;
    inset-inline-start: 0;
    border: 2px solid var(--line);
    border-radius: 50%;
  }
  [part='step']::after {
    content: '';
    inline-size: 2px;
    position: absolute;
    inset-block: 22px -2px;
    inset-inline-start: 5px;
    background: var(--line);
  }
  [part='step']:last-child::after {
    display: none;
  }
  .reached {
    color: inherit;
  }
  .reached::before {
    border: 6px solid var(--done);
  }
  [aria-current] > span {
    font-weight: 600;
  }
  [part='parcel'] {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 4px 12px;
    padding-block: 8px;
    border-block-start: 1px solid var(--line);
  }
  [part='parcel']:last-child,
  [part='note'] {
    border-block-end: 1px solid var(--line);
  }
  a {
    display: inline-block;
    min-block-size: 24px;
    color: var(--accent);
  }
  [part='note'] {
    padding-block-end: 12px;
  }
  [part='note'] [dir] {
    white-space: pre-line;
  }
  button {
    min-block-size: 32px;
    margin-block-start: 8px;
    padding: 2px 12px;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: none;
    color: inherit;
    font: inherit;
    cursor: pointer;
  }
  .bone {
    inline-size: 60%;
    margin-block: 12px;
    border: 6px solid var(--line);
    border-radius: 1em;
  }
  @container (inline-size >= 32rem) {
    ol {
      display: grid;
      grid-auto-columns: 1fr;
      grid-auto-flow: column;
    }
    [part='step'] {
      flex-direction: column;
      padding: 20px 8px 0 0;
      padding-inline: 0 8px;
    }
    [part='step']::before {
      inset-block-start: 0;
    }
    [part='step']::after {
      inline-size: auto;
      block-size: 2px;
      inset-block: 5px auto;
      inset-inline: 16px 4px;
    }
  }
  @media (pointer: coarse) {
    a,
    button {
      min-block-size: 44px;
      align-content: center;
    }
  }
  @media (forced-colors: active) {
    [part='step']::before {
      border-color: CanvasText;
    }
  }
  @media print {
    button {
      display: none;
    }
    li,
    [part='note'] {
      break-inside: avoid;
    }
  }
`;
