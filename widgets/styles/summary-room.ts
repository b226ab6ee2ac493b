import { css } from '@lit/reactive-element';

/**
 * The parts of the order's header that are there with the first rows: its room, and its problem. The two colours of the
 * filled button belong together, so a page's own `::part(button)` must not change only one of them.
 */
export const summaryRoomStyles = css`
  .summary {
    display: flow-root;
    margin-block-end: 8px;
    padding: 12px;
    border: 1px solid var(--line);
    border-radius: var(--radius);
  }
  .problem {
    display: flex;
    flex-wrap: wrap;
    align-items: start;
    gap: 4px 8px;
    margin-block-start: 8px;
    padding: 8px;
    border-radius: var(--radius);
    background: color-mix(in oklab, var(--tint, transparent) 8%, transparent);
  }
  .problem > .icon {
    margin-block-start: 2px;
  }
  .problem .meta::first-letter {
    text-transform: uppercase;
  }
  .problem .do > :first-child {
    border-color: transparent;
    background: var(--flagpost-text, CanvasText) !important;
    color: var(--flagpost-surface, Canvas) !important;
  }
  .steps {
    margin-block-start: 12px;
    font-size: var(--small);
  }
  .steps li {
    min-block-size: calc(1lh + 4px);
  }
  @container (inline-size >= 40rem) {
    .steps {
      grid-auto-flow: column;
    }
    .steps li {
      min-block-size: calc(2lh + 8px);
      border-block-start: 4px solid var(--line);
    }
  }
  .warning {
    --tint: var(--warning);
  }
  .error {
    --tint: var(--error);
  }
`;
