/** Changes the query of the page's URL: as a step of the browser's Back, or in place. */
export const writeSearch = (search: string, isStep: boolean): void => {
  const url = new URL(location.href);
  url.search = search;
  if (url.href === location.href) return;
  try {
    if (isStep) history.pushState(history.state, '', url);
    else history.replaceState(history.state, '', url);
  } catch {
    // A frame without an address of its own, such as `srcdoc`, allows no other URL.
  }
};
