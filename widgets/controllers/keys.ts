/** Stops a key that an element has handled, so that neither the page nor the browser handles it too. */
export const handled = (key: KeyboardEvent): void => {
  key.preventDefault();
  key.stopPropagation();
};

const FIELDS = 'input:not([type=checkbox]), textarea, select';

/** Stops plain keys of a field from leaving the element, since the page would take them for its hotkeys. */
export const keepTypingInside = (root: ShadowRoot): void => {
  const stop = (event: Event) => {
    const { altKey, ctrlKey, metaKey, target } = event as KeyboardEvent;
    if (!altKey && !ctrlKey && !metaKey && (target as Element).matches(FIELDS)) event.stopPropagation();
  };
  for (const type of ['keydown', 'keypress', 'keyup']) root.addEventListener(type, stop);
};
