import { css } from '@lit/reactive-element';

/** The badge's label and pill. The pill does not change the height of the line. */
export const badgeStyles = css`
  :host {
    white-space: nowrap;
  }
  a {
    padding-block: 6px;
    color: inherit;
    text-decoration: inherit;
  }
  .count,
  .unknown {
    margin-block: -0.5em;
    margin-inline-start: 0.5em;
    vertical-align: 0.0625em;
  }
  .unknown {
    display: inline-block;
    min-inline-size: 1.5em;
    border: 1px dashed;
    border-radius: 1em;
    color: var(--muted);
    font-size: 0.75em;
    line-height: 1.35;
    text-align: center;
  }
`;
