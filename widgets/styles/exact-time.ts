import { css } from '@lit/reactive-element';

/**
 * The exact time, for keyboard users. A pointer shows it as the browser's own tooltip. It stands above its row's buttons,
 * which follow the time, and lets clicks through. Separate, since `:has()` is slow.
 */
export const exactTimeStyles = css`
  time {
    position: relative;
  }
  .entry:has(:focus-visible) time[title]::after {
    content: attr(title);
    position: absolute;
    z-index: 2;
    inset-block-end: 100%;
    inset-inline-start: 0;
    padding: 2px 6px;
    border-radius: var(--radius);
    background: CanvasText;
    color: Canvas;
    pointer-events: none;
    white-space: nowrap;
  }
`;
