/**
 * Decimals of a currency, as Stripe counts minor units. Not `Intl`'s: it says 0 for ISK, HUF or RSD, where Stripe
 * sends 2, and runtimes disagree among themselves.
 * @see https://docs.stripe.com/currencies#zero-decimal
 */
const DECIMALS = new Map([
  ...'BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF'.split(' ').map((code) => [code, 0] as const),
  ...'BHD JOD KWD OMR TND'.split(' ').map((code) => [code, 3] as const),
]);

export const decimalsOf = (currency: string): number => DECIMALS.get(currency.toUpperCase()) ?? 2;

/** Formats by locale and currency: to make one takes more CPU than all else about an event. A shop has a few. */
const formats = new Map<string, Intl.NumberFormat>();
const MOST_FORMATS = 50;

const formatOf = (locale: string, currency: string, decimals: number): Intl.NumberFormat => {
  const key = `${locale} ${currency}`;
  const known = formats.get(key);
  if (known) return known;
  const style = { style: 'currency', currency, currencyDisplay: 'narrowSymbol' } as const;
  const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  const format = new Intl.NumberFormat(locale, { ...style, ...digits });
  if (formats.size >= MOST_FORMATS) formats.clear();
  formats.set(key, format);
  return format;
};

/** `4300`, `gbp` → `£43.00`, in the shop's locale. */
export const money = (minorUnits: number, currency: string, locale: string): string => {
  const code = currency.toUpperCase();
  const decimals = decimalsOf(code);
  const amount = minorUnits / 10 ** decimals;
  try {
    return formatOf(locale, code, decimals).format(amount);
  } catch {
    // A currency that is none, or a locale that the settings misspell: the number is still worth reading.
    return `${amount.toFixed(decimals)} ${code}`;
  }
};
