import { css } from '@lit/reactive-element';

/** The feed's tabs and rows. A row has two lines, one on a wide page, three on a narrow one. */
export const feedStyles = css`
  .tabs {
    display: flex;
    flex: 1;
    flex-wrap: wrap;
    gap: 4px;
  }
  .head {
    padding-block: 0;
    padding-inline-start: 0;
    border-block-end: 1px solid var(--line);
  }
  .tabs button {
    margin-block-end: -1px;
    padding: 8px;
    border: solid transparent;
    border-width: 0 0 2px;
    border-radius: 0;
    color: var(--muted);
    font-size: 1em;
  }
  .tabs [aria-selected='true'] {
    border-color: var(--accent);
    color: inherit;
  }
  .days {
    display: grid;
    grid-template-columns: 24px 1fr max-content max-content;
    column-gap: 12px;
  }
  .day,
  [part='list'] {
    display: grid;
    grid-column: 1 / -1;
    grid-template-columns: subgrid;
  }
  .day {
    grid-template-rows: 32px auto;
  }
  h3 {
    position: sticky;
    z-index: 1;
    grid-area: 1 / 1 / -1 / -1;
    align-self: start;
    inset-block-start: var(--flagpost-top, 0px);
    block-size: 32px;
    margin: 0;
    padding: 10px 8px 6px;
    background: var(--flagpost-surface, none);
    backdrop-filter: blur(12px);
    color: var(--muted);
    font-size: var(--small);
    font-weight: 600;
    line-height: 1.33;
    white-space: nowrap;
  }
  h3::first-letter {
    text-transform: uppercase;
  }
  [part='list'] {
    grid-row: 2;
  }
  .entry {
    align-items: start;
    padding: 6px 8px;
    border-block-end: 1px solid var(--line);
  }
  .day:last-child .entry:last-child {
    border: 0;
  }
  .icon {
    margin-block-start: 2px;
  }
  .text {
    display: flex;
    flex-direction: column;
  }
  [part='order'] {
    justify-self: start;
    max-inline-size: 16em;
  }
  a[part='order'] {
    margin-block: -5px;
    padding-block: 5px;
  }
  .do {
    grid-column: -2;
    justify-self: end;
    margin-inline-start: auto;
  }
  .fold .plain {
    inline-size: fit-content;
  }
  @container (inline-size >= 72rem) {
    .days {
      grid-template-columns: 24px 1fr fit-content(24em) max-content max-content;
    }
    .entry {
      padding-block: 10px;
    }
    .text {
      display: grid;
      grid-column: span 2;
      grid-template-columns: subgrid;
      align-items: baseline;
    }
  }
  @container (inline-size < 40rem) {
    .tabs {
      display: contents;
    }
    .head {
      gap: 4px;
      padding: 0;
    }
    .head > :last-child {
      margin-inline-start: auto;
    }
    .tabs button {
      padding-inline: 4px;
    }
    h3 {
      padding-inline: 4px;
    }
    .entry {
      display: flex;
      flex-wrap: wrap;
      gap: 4px 8px;
      padding-inline: 4px;
    }
    .text {
      flex: 1 1 min(20em, 100% - 24px);
    }
    [part='order'] {
      margin-inline-start: 24px;
    }
    .fold > span {
      inline-size: 16px;
    }
  }
`;
