import { css } from '@lit/reactive-element';

/** The styles of icons and initials in the circles of a timeline, and of the buttons that copy a number. */
export const markStyles = css`
  :where(.mark) {
    --tint: var(--muted);
  }
  .mark {
    color: var(--tint);
    font-size: 0.79em;
    font-weight: 600;
    line-height: 1;
  }
  .mark .icon {
    inline-size: 14px;
    block-size: 14px;
    color: inherit;
  }
  .mark.step {
    --tint: var(--info);
  }
  .step,
  .mark.warning,
  .mark.error {
    border-color: color-mix(in oklab, var(--tint) 50%, transparent);
  }
  .retracted [part='message'] {
    text-decoration: line-through;
  }
  .person {
    background: color-mix(in oklab, currentColor 12%, var(--flagpost-surface, Canvas));
  }
  .open > .mark {
    color: var(--flagpost-surface, Canvas);
  }
  .copy {
    min-inline-size: 24px;
    margin-block: -4px;
    margin-inline-start: 4px;
    padding: 0 4px;
    border-color: transparent;
    color: var(--muted);
    vertical-align: middle;
  }
  .copy svg {
    display: block;
    inline-size: 14px;
    block-size: 14px;
  }
  .whole > .copy {
    position: absolute;
    inset-block-start: 50%;
    inset-inline-end: 0;
    margin: 0;
    translate: 0 -50%;
  }
  @media (pointer: coarse) {
    .copy {
      min-inline-size: 44px;
      margin-block: -12px;
    }
  }
`;
