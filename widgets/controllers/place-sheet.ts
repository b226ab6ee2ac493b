/** The space between a sheet and its button, and between a sheet and the edge of the window, in pixels. */
const GAP = 4;

/**
 * Places a sheet below its button, or above it if there is more room. Its end is aligned with the end of the button, or its
 * start with the start of a button in the filter bar.
 */
export const placeSheet = (sheet: HTMLElement, button: HTMLElement): void => {
  const at = button.getBoundingClientRect();
  const { width, height } = sheet.getBoundingClientRect();
  const isAbove = at.bottom + GAP + height > innerHeight && at.top > innerHeight - at.bottom;
  const isAtLeft = (getComputedStyle(button).direction === 'rtl') !== button.matches('.pick');
  const left = isAtLeft ? at.left : at.right - width;
  const top = isAbove ? at.top - GAP - height : at.bottom + GAP;
  sheet.style.top = `${Math.max(GAP, Math.min(top, innerHeight - height - GAP))}px`;
  sheet.style.left = `${Math.max(GAP, Math.min(left, innerWidth - width - GAP))}px`;
};
