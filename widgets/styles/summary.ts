import { css } from '@lit/reactive-element';

/** The order's status, and a bar for each step. The room around them is there from the start. */
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
  }
  .delivered {
    color: var(--info);
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
      border-block-start-style: dashed;
    }
  }
`;
