import { css } from '@lit/reactive-element';

/** The timeline's rail with its dots and signs, and the text beside it. */
export const timelineStyles = css`
  ol {
    grid-template-columns: max-content 16px 1fr;
    column-gap: 12px;
  }
  .entry {
    padding-inline: 8px;
    border-radius: var(--radius);
  }
  .entry > time {
    padding-block: 6px;
    color: var(--muted);
    font-size: 0.93em;
    line-height: 1.54;
    text-align: end;
    white-space: nowrap;
  }
  .rail {
    display: flex;
    flex-direction: column;
    align-items: center;
    gap: 4px;
  }
  .rail::before,
  .rail::after {
    content: '';
    inline-size: 1px;
    background: var(--line);
  }
  .rail::before {
    block-size: 8px;
  }
  .rail:has(.icon)::before {
    block-size: 4px;
  }
  .rail::after {
    flex: 1;
  }
  .entry:first-child .rail::before,
  .entry:last-child .rail::after {
    visibility: hidden;
  }
  .dot {
    inline-size: 8px;
    block-size: 8px;
    border: 4px solid var(--muted);
    border-radius: 50%;
  }
  .hollow {
    border-width: 2px;
  }
  .body {
    display: flex;
    flex-wrap: wrap;
    align-items: start;
    gap: 4px 12px;
    padding-block: 6px;
  }
  .text {
    flex: 1 1 min(12em, 100% - 44px);
  }
  .detail::first-letter {
    text-transform: uppercase;
  }
  .fold .body {
    align-items: baseline;
  }
  .note {
    padding: 8px;
  }
  .open {
    background: color-mix(in oklab, var(--tint) 8%, transparent);
  }
  .open.warning {
    --tint: var(--warning);
  }
  .open.error {
    --tint: var(--error);
  }
  @container (inline-size < 24rem) {
    ol {
      column-gap: 8px;
    }
    .entry {
      padding-inline: 4px;
    }
  }
`;
