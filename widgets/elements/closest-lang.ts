/** The language of the nearest `[lang]`, across shadow roots; empty if there is none. */
export const closestLang = (element: Element): string => {
  const ancestor = element.closest<HTMLElement>('[lang]');
  if (ancestor) return ancestor.lang;
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? closestLang(root.host) : '';
};
