import { css } from '@lit/reactive-element';

/** Colours, text and the few things that all elements have. Every colour is a `--flagpost-*` property of the host page. */
export const palette = css`
  :host {
    --muted: var(--flagpost-muted, light-dark(oklch(0.5 0.015 260), oklch(0.73 0.012 260)));
    --line: var(--flagpost-line, light-dark(oklch(0.91 0.004 260), oklch(0.34 0.008 260)));
    --error: var(--flagpost-error, light-dark(oklch(0.54 0.2 27), oklch(0.73 0.15 25)));
    --warning: var(--flagpost-warning, light-dark(oklch(0.56 0.125 65), oklch(0.81 0.14 80)));
    --accent: var(--flagpost-accent, AccentColor);
    --radius: var(--flagpost-radius, 6px);
    color: var(--flagpost-text, inherit);
  }
  :host([hidden]) {
    display: none;
  }
  *,
  ::before,
  ::after {
    box-sizing: border-box;
  }
  .unseen {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  :focus-visible {
    outline: 2px solid var(--accent);
    outline-offset: 2px;
    border-radius: var(--radius);
  }
  .count {
    display: inline-block;
    min-inline-size: 1.5em;
    padding-inline: 0.4em;
    border-radius: 1em;
    background: oklch(0.83 0.15 80);
    color: oklch(0.25 0.05 60);
    font-size: 0.75em;
    font-weight: 600;
    font-variant-numeric: tabular-nums;
    line-height: 1.5;
    text-align: center;
    text-decoration: none;
  }
  .count.error {
    background: oklch(0.54 0.2 27);
    color: oklch(1 0 0);
  }
  @media (forced-colors: active) {
    .count {
      outline: 1px solid CanvasText;
    }
  }
`;

/** What timeline and feed share. */
export const lists = css`
  :host {
    display: block;
    position: relative;
    container-type: inline-size;
    contain-intrinsic-inline-size: 14rem;
    font-size: 0.875em;
    line-height: calc(20 / 14);
    text-align: start;
    overflow-wrap: anywhere;
  }
  ol {
    display: grid;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  p {
    margin: 0;
  }
  time {
    font-variant-numeric: tabular-nums;
  }
  a {
    color: inherit;
    text-decoration: underline;
    text-decoration-color: color-mix(in oklab, currentColor 30%, transparent);
    text-underline-offset: 0.2em;
    transition: text-decoration-color 150ms;
  }
  a:hover {
    text-decoration-color: currentColor;
  }
  button {
    min-block-size: 24px;
    padding: 1px 8px;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: none;
    color: inherit;
    font: inherit;
    font-size: calc(1em * 12 / 14);
    cursor: pointer;
    white-space: nowrap;
    transition:
      background-color 150ms,
      border-color 150ms;
  }
  button:hover {
    border-color: var(--muted);
    background: color-mix(in oklab, currentColor 6%, transparent);
  }
  button[aria-disabled='true'] {
    cursor: default;
    opacity: 0.6;
  }
  .muted,
  .meta {
    color: var(--muted);
  }
  .meta {
    font-size: calc(1em * 12 / 14);
    line-height: calc(16 / 12);
  }
  .icon {
    display: block;
    flex: none;
    inline-size: 16px;
    block-size: 16px;
    color: var(--muted);
  }
  .line {
    fill: none;
    stroke: currentColor;
    stroke-width: 1.5;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .sign {
    fill: currentColor;
    fill-rule: evenodd;
  }
  .icon.warning {
    color: var(--warning);
  }
  .icon.error,
  .failure {
    color: var(--error);
  }
  .resolve {
    min-inline-size: 5em;
    margin-block: -2px;
  }
  .failure {
    font-size: calc(1em * 12 / 14);
  }
  .state {
    display: flex;
    flex-direction: column;
    align-items: center;
    gap: 12px;
    padding: 32px 16px;
    color: var(--muted);
    text-align: center;
    text-wrap: balance;
  }
  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 12px;
    padding: 8px;
  }
  .stale {
    justify-content: space-between;
    margin-block-end: 8px;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    color: var(--muted);
  }
  .bone {
    display: flex;
    align-items: center;
  }
  .bone::before,
  .bone::after {
    content: '';
    flex: none;
    border-radius: 4px;
    background: var(--line);
    animation: breathe 1.6s ease-in-out infinite alternate;
  }
  .bone::after {
    inline-size: 45%;
    block-size: 10px;
  }
  .bone:nth-child(odd)::after {
    inline-size: 60%;
  }
  .bone:nth-child(3n)::after {
    inline-size: 35%;
  }
  @keyframes breathe {
    to {
      opacity: 0.45;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    *,
    ::before,
    ::after {
      animation: none !important;
      transition: none !important;
    }
  }
  @media (forced-colors: active) {
    .icon {
      color: CanvasText !important;
    }
  }
`;
