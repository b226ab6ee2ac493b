import { css } from '@lit/reactive-element';

/** The order's header: its status, the problem to do something about, and a bar for each step. */
export const summaryStyles = css`
  .summary {
    --tint: var(--info);
    display: flow-root;
    margin-block-end: 8px;
    padding: 12px;
    border: 1px solid var(--line);
    border-radius: var(--radius);
  }
  .summary > h3 {
    display: inline;
    margin-inline-end: 8px;
    font-size: 1.14em;
    line-height: 1.25;
  }
  .summary > time,
  .steps time {
    color: var(--muted);
    font-size: var(--small);
  }
  .summary > time {
    display: inline-block;
  }
  .delivered {
    color: var(--info);
  }
  .problem {
    display: flex;
    flex-wrap: wrap;
    align-items: start;
    gap: 4px 8px;
    margin-block-start: 8px;
    padding: 8px;
    border-radius: var(--radius);
    background: color-mix(in oklab, var(--tint) 8%, transparent);
  }
  .problem.over {
    --tint: transparent;
  }
  .problem > .icon {
    margin-block-start: 2px;
  }
  .problem .meta::first-letter {
    text-transform: uppercase;
  }
  .problem .do > :first-child {
    border-color: transparent;
    background: var(--flagpost-text, CanvasText);
    color: var(--flagpost-surface, Canvas);
  }
  .steps {
    grid-template-columns: repeat(auto-fit, minmax(7em, 1fr));
    gap: 8px 4px;
    margin-block-start: 12px;
    font-size: var(--small);
  }
  .steps li {
    padding-block-start: 4px;
    border-block-start: 4px solid var(--line);
  }
  .steps time {
    display: block;
  }
  .steps .reached {
    border-color: var(--info);
  }
  .warning {
    --tint: var(--warning);
  }
  .error {
    --tint: var(--error);
  }
  .steps .warning,
  .steps .error {
    border-color: var(--tint);
  }
  @media (forced-colors: active) {
    .steps li:not(.reached) {
      border-block-start-style: dashed;
    }
  }
`;
