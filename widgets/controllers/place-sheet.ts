/** Between a sheet and its button, and around it, in pixels. */
const GAP = 4;

/**
 * Places a sheet below its button, or above it if there is more room. The ends of both are aligned, or the starts at a button
 * of a line.
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
