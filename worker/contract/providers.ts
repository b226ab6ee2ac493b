/** Names that are written otherwise than with a capital alone. */
const NAMES = ['AfterShip', 'EasyPost', 'SendGrid', 'SES', 'WooCommerce'];

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** The name of a provider as it writes it itself: `easypost` → `EasyPost`. */
export const providerName = (name: string): string =>
  NAMES.find((each) => each.toLowerCase() === name) ?? capital(name);
