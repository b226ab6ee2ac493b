/** Ends a key that an element has handled: neither the page nor the browser acts on it too. */
export const handled = (key: KeyboardEvent): void => {
  key.preventDefault();
  key.stopPropagation();
};

const FIELDS = 'input:not([type=checkbox]), textarea, select';

/** Keeps plain keys in a field inside the element: outside, the page would take them for its hotkeys. */
export const keepTypingInside = (root: ShadowRoot): void => {
  const stop = (event: Event) => {
    const { altKey, ctrlKey, metaKey, target } = event as KeyboardEvent;
    if (!altKey && !ctrlKey && !metaKey && (target as Element).matches(FIELDS)) event.stopPropagation();
  };
  for (const type of ['keydown', 'keypress', 'keyup']) root.addEventListener(type, stop);
};
