import { css } from '@lit/reactive-element';

/** Print, and the viewer's own colours. */
export const mediaStyles = css`
  @media (prefers-reduced-transparency: reduce) {
    h3 {
      background: var(--flagpost-surface, Canvas);
    }
  }
  @media (pointer: coarse) {
    button,
    .copy {
      min-inline-size: 44px;
      min-block-size: 44px;
    }
    .copy,
    .plain {
      margin-block: -12px;
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
