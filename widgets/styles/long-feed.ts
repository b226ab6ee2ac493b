import { css } from '@lit/reactive-element';

/** A feed of many rows: each chunk of them is a grid of its own, which the browser skips outside the viewport. */
export const longFeedStyles = css`
  .long .day {
    display: block;
  }
  .long [part='list'] {
    grid-template-columns: 24px 1fr minmax(9em, max-content) minmax(5em, max-content);
    column-gap: 12px;
    content-visibility: auto;
    contain-intrinsic-block-size: auto calc(var(--rows) * 53px);
    overflow-clip-margin: 4px;
  }
  @container (inline-size >= 72rem) {
    .long [part='list'] {
      grid-template-columns: 24px 1fr fit-content(24em) max-content max-content;
    }
  }
`;
