import { css } from '@lit/reactive-element';

/** The styles of both lists. Separate from the base styles, since the badge has no list. */
export const listStyles = css`
  :host {
    display: block;
    position: relative;
    container-type: inline-size;
    contain-intrinsic-inline-size: 14rem;
    --small: max(0.857em, min(1em, 0.75rem));
    font-size: max(0.875em, min(1em, 0.8125rem));
    line-height: 1.43;
    text-align: start;
    text-indent: 0;
    text-transform: none;
    letter-spacing: normal;
    word-spacing: normal;
    word-break: normal;
    white-space: normal;
    font-variant-numeric: tabular-nums;
    overflow-wrap: anywhere;
  }
  .entry {
    display: grid;
    grid-column: 1 / -1;
    grid-template-columns: subgrid;
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
  [part='message'] {
    text-align: -webkit-match-parent;
    text-align: match-parent;
    unicode-bidi: plaintext;
  }
  a {
    color: inherit;
  }
  button {
    min-block-size: 24px;
    padding: 1px 8px;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: none;
    color: inherit;
    font: inherit;
    font-size: var(--small);
    cursor: pointer;
    white-space: nowrap;
  }
  .plain {
    position: relative;
    margin: -4px;
    padding: 0;
    padding-inline: 4px 18px;
    border: 0;
    color: var(--muted);
    font-size: inherit;
    text-align: start;
    white-space: normal;
  }
  .chevron {
    inline-size: 12px;
    block-size: 12px;
    position: absolute;
    inset-block: 0;
    inset-inline-end: 4px;
    margin-block: auto;
  }
  .chevron:dir(rtl) {
    scale: -1 1;
  }
  [aria-expanded='true'] > .chevron {
    rotate: 90deg;
  }
  .muted,
  .meta,
  .over [part='message'] {
    color: var(--muted);
  }
  .meta .plain {
    color: inherit;
  }
  .meta {
    font-size: var(--small);
    line-height: 1.33;
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
  .icon.info {
    color: var(--info);
  }
  .icon.warning {
    color: var(--warning);
  }
  .icon.error {
    color: var(--error);
  }
  .do {
    display: flex;
    gap: 4px;
    margin-block: -2px;
  }
  .action {
    white-space: normal;
  }
  .menu {
    border-color: transparent;
  }
  .resolve {
    min-inline-size: 5em;
  }
  .state {
    display: flex;
    flex-direction: column;
    align-items: center;
    gap: 12px;
    padding: 32px 16px;
    color: var(--muted);
    text-align: center;
  }
  .all,
  .note,
  .foot {
    min-block-size: 40px;
  }
  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 12px;
    padding: 8px;
  }
  .bone {
    padding: 16px 36px;
  }
  .bone::after {
    content: '';
    display: block;
    inline-size: 45%;
    border: 4px solid var(--line);
    border-radius: 1em;
  }
  @media (pointer: coarse) {
    button {
      min-inline-size: 44px;
      min-block-size: 44px;
    }
    .plain {
      margin-block: -12px;
    }
  }
`;
