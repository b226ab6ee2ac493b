import { css } from '@lit/reactive-element';

/** The order's status, and a bar for each step. `summary-room.ts` reserves their room from the start. */
export const summaryStyles = css`
  .summary > h3 {
    display: inline;
    margin-inline-end: 8px;
    font-size: 1.14em;
    line-height: 1;
  }
  .summary > time,
  .steps time {
    color: var(--muted);
    font-size: var(--small);
  }
  .summary > time {
    display: inline-block;
    inline-size: 100%;
  }
  .delivered {
    color: var(--info);
  }
  .steps {
    grid-auto-columns: 1fr;
    column-gap: 4px;
  }
  .steps li {
    padding-block-start: 4px;
  }
  @container (inline-size < 40rem) {
    .steps {
      grid-template-columns: auto minmax(max-content, 1fr);
      column-gap: 8px;
    }
    .steps li {
      display: grid;
      grid-column: 1 / -1;
      grid-template-columns: subgrid;
      padding-block: 2px;
      padding-inline-start: 8px;
      border-inline-start: 4px solid var(--line);
    }
  }
  .steps time {
    display: block;
  }
  .steps .reached {
    border-color: var(--info);
  }
  .warning ~ .steps .next,
  .steps .late {
    border-color: var(--warning);
  }
  .error ~ .steps .next {
    border-color: var(--error);
  }
  @media (forced-colors: active) {
    .steps li:not(.reached) {
      border-style: dashed;
    }
  }
`;
