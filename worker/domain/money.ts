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

/**
 * Currencies that a locale's own sign does not tell apart, so that their code stands instead: the two francs of Africa are
 * `FCFA` and `F CFA`, Albanian has one sign for two guilders, and the sign of no currency says nothing.
 */
const BY_CODE = new Set(['XAF', 'XOF', 'ANG', 'XCG', 'XXX']);

/**
 * `4300`, `gbp` → `£43.00`, in the shop's locale. A sign that several currencies share says whose it is, unless it is the
 * locale's own: `US$43.00` in en-GB, `$43.00` in en-US.
 */
export const money = (minorUnits: number, currency: string, locale: string): string => {
  const code = currency.toUpperCase();
  const decimals = decimalsOf(code);
  const amount = minorUnits / 10 ** decimals;
  const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  const currencyDisplay = BY_CODE.has(code) ? 'code' : 'symbol';
  try {
    return new Intl.NumberFormat(locale, { style: 'currency', currency: code, currencyDisplay, ...digits }).format(
      amount,
    );
  } catch {
    // A currency that is none, or a locale that the settings misspell: the number is still worth reading.
    return `${amount.toFixed(decimals)} ${code}`;
  }
};
