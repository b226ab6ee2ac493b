/** The next item that starts with the typed letter. */
export const nextByLetter = (
  items: HTMLElement[],
  at: number,
  { key, ctrlKey, metaKey, altKey }: KeyboardEvent,
): number | undefined => {
  if (key.length !== 1 || key === ' ' || ctrlKey || metaKey || altKey) return undefined;
  const matches = ({ textContent }: HTMLElement) => textContent.trim().toLowerCase().startsWith(key.toLowerCase());
  return items.map((_, step) => (at + 1 + step) % items.length).find((index) => matches(items[index]!));
};
