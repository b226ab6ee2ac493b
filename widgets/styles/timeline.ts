import { css } from '@lit/reactive-element';

/** The timeline's days, its rail with a circle for each row, and the text beside it. */
export const timelineStyles = css`
  .days {
    display: grid;
    grid-template-columns: max-content 24px 1fr;
    column-gap: 12px;
  }
  .day,
  .day > ol {
    display: grid;
    grid-column: 1 / -1;
    grid-template-columns: subgrid;
  }
  .day > h3 {
    grid-column: 1 / -1;
    margin: 0;
    padding: 12px 8px 4px;
    font-size: var(--small);
    line-height: 1.33;
  }
  .day > h3::first-letter,
  .detail::first-letter,
  .silence::first-letter {
    text-transform: uppercase;
  }
  .entry {
    position: relative;
    padding-inline: 8px;
    border-radius: var(--radius);
  }
  .entry > time {
    padding-block: 8px;
    color: var(--muted);
    font-size: 0.93em;
    line-height: 1.54;
    text-align: end;
    white-space: nowrap;
  }
  .entry::before {
    content: '';
    grid-area: 1 / 2;
    justify-self: center;
    inline-size: 1px;
    background: var(--line);
  }
  .entry:first-child::before {
    margin-block-start: 16px;
  }
  .entry:last-child::before {
    block-size: 16px;
  }
  .entry > * {
    grid-row: 1;
  }
  .mark {
    display: grid;
    grid-area: 1 / 2;
    place-items: center;
    inline-size: 24px;
    block-size: 24px;
    margin-block: 6px;
    border: 1px solid var(--line);
    border-radius: 50%;
    background: var(--flagpost-surface, Canvas);
  }
  .open > .mark {
    border-color: var(--tint);
    background: var(--tint);
  }
  .body {
    display: flex;
    flex-wrap: wrap;
    align-items: start;
    gap: 4px 12px;
    padding-block: 8px;
  }
  .text {
    flex: 1 1 min(12em, 100% - 44px);
  }
  .opener {
    min-inline-size: 24px;
  }
  .whole {
    display: inline-flex;
    position: relative;
    max-inline-size: 100%;
    padding-inline-end: 28px;
  }
  .opener > span {
    font-size: var(--small);
  }
  .silence {
    grid-column: 3;
    padding-block: 4px;
  }
  .note {
    padding: 8px;
  }
  .entry.open {
    background: color-mix(in oklab, var(--tint) 8%, transparent);
  }
  @container (inline-size < 24rem) {
    .days {
      column-gap: 8px;
    }
    .entry {
      padding-inline: 4px;
    }
    .opener > span {
      display: none;
    }
  }
  @media (pointer: coarse) {
    .whole {
      padding-inline-end: 48px;
    }
    .body,
    .entry > time {
      padding-block: 12px;
    }
    .mark {
      margin-block: 10px;
    }
  }
`;
