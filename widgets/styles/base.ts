import { css } from '@lit/reactive-element';

/** The styles of every element. Each colour is a `--flagpost-*` property that the host page may set. */
export const baseStyles = css`
  :host {
    --muted: var(--flagpost-muted, color-mix(in oklab, currentColor 76%, transparent));
    --line: var(--flagpost-line, color-mix(in oklab, CanvasText 14%, transparent));
    --error: var(--flagpost-error, light-dark(oklch(0.54 0.2 27), oklch(0.73 0.15 25)));
    --warning: var(--flagpost-warning, light-dark(oklch(0.56 0.125 65), oklch(0.81 0.14 80)));
    --info: var(--flagpost-info, light-dark(oklch(0.52 0.12 155), oklch(0.77 0.13 155)));
    --accent: var(--flagpost-accent, light-dark(oklch(0.54 0.2 257), oklch(0.73 0.15 257)));
    --radius: var(--flagpost-radius, 6px);
    color: var(--flagpost-text, inherit);
  }
  :host(:lang(ar)) {
    direction: rtl;
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
