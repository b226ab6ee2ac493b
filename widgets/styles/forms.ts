import { css } from '@lit/reactive-element';

/** Forms: a note, a time to snooze until, the filters of a feed. */
export const formStyles = css`
  .field,
  .sheet input,
  textarea {
    inline-size: 100%;
    min-inline-size: 0;
    min-block-size: 32px;
    padding: 4px 8px;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    /* Transparent. WebKit derives the colour of an empty date from it. */
    background: light-dark(#fff0, #0000);
    color: var(--flagpost-text, CanvasText);
    font: inherit;
  }
  .note form {
    display: grid;
    grid-template-columns: 1fr max-content;
    align-items: end;
    gap: 4px 8px;
  }
  .note textarea,
  .note p {
    grid-column: 1 / -1;
  }
  .note label {
    display: flex;
    align-items: center;
    gap: 8px;
    min-block-size: 32px;
  }
  .note [type] {
    flex: none;
    inline-size: 24px;
    block-size: 24px;
    margin: 0;
  }
  .note p:empty {
    display: none;
  }
  textarea {
    max-block-size: 12em;
    resize: vertical;
  }
  @supports (field-sizing: content) {
    textarea {
      resize: none;
      field-sizing: content;
    }
  }
  textarea::placeholder {
    color: var(--muted);
    opacity: 1;
  }
  textarea[aria-invalid='true'] {
    border-color: var(--error);
  }
  .note form button {
    min-block-size: 32px;
  }
  .sheet form {
    display: grid;
    gap: 8px;
    padding: 4px;
  }
  .sheet input {
    display: block;
    margin-block-start: 4px;
  }
  #find {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
    padding: 12px 8px 4px;
  }
  #find > input {
    flex: 1 1 18em;
    text-overflow: ellipsis;
  }
  #find > button {
    min-block-size: 32px;
  }
  #find > button::after {
    content: ' ▾' / '';
  }
  .export {
    margin-inline-start: auto;
  }
  @container (inline-size < 40rem) {
    #find > input {
      flex-basis: 100%;
    }
  }
  .days-of {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    padding: 4px;
  }
  .days-of > label {
    flex: 1 1 8em;
  }
  .chip {
    min-block-size: 26px;
    padding: 4px 10px;
    border-radius: 1em;
    white-space: normal;
  }
  ::-webkit-search-cancel-button {
    filter: grayscale(1);
  }
  .bar > .end {
    flex: auto;
    text-align: end;
  }
  progress {
    flex: 1 1 8rem;
    min-inline-size: 0;
    accent-color: var(--accent);
  }
`;
