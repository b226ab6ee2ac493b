/** Defines an element once: the script may load twice, and then the first one wins. */
export const define = (name: string, element: CustomElementConstructor): void => {
  if (!customElements.get(name)) customElements.define(name, element);
};
