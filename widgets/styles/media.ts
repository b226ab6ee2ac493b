import { css } from '@lit/reactive-element';

/** Print, and the viewer's own colours. Loads after the first rows, and does not change their size. */
export const mediaStyles = css`
  @media (prefers-reduced-transparency: reduce) {
    h3 {
      background: var(--flagpost-surface, Canvas);
    }
  }
  @media (forced-colors: active) {
    .entry.open {
      outline: 1px solid CanvasText;
      outline-offset: -1px;
    }
    .icon {
      color: CanvasText !important;
    }
    .entry::before {
      background: CanvasText;
    }
    .mark {
      border-color: CanvasText;
    }
    .tabs button {
      margin: 0;
      border-color: Canvas;
    }
    .tabs [aria-selected='true'] {
      border-color: Highlight;
    }
  }
  @media print {
    button:not(.plain, .chip, [aria-selected='true']),
    form,
    progress,
    .sheet,
    .chevron {
      display: none !important;
    }
    .entry {
      break-inside: avoid;
    }
    h3 {
      position: static;
      break-after: avoid;
    }
  }
`;
