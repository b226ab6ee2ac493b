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

/** Signs that several currencies share, the regions that they belong to, and how they read anywhere else. */
const SHARED = new Map([
  ['USD', { sign: /^\$$/, regions: 'US AS BQ EC FM GU IO MH MP PA PR PW SV TC TL UM VG VI ZW', elsewhere: 'US$' }],
  ['JPY', { sign: /^[¥￥]$/, regions: 'JP', elsewhere: 'JP¥' }],
]);

type Format = (amount: number) => string;

/** Formats by locale and currency: making one takes more CPU than all else about an event. A shop has a few. */
const formats = new Map<string, Format>();
const MOST_FORMATS = 50;

const makeFormat = (locale: string, currency: string, decimals: number): Format => {
  const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  const currencyDisplay = BY_CODE.has(currency) ? 'code' : 'symbol';
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay, ...digits });
  const region = new Intl.Locale(locale).maximize().region ?? '';
  const shared = SHARED.get(currency);
  if (!shared || shared.regions.includes(region)) return (amount) => format.format(amount);
  const unmistakable = ({ type, value }: Intl.NumberFormatPart) =>
    type === 'currency' && shared.sign.test(value) ? shared.elsewhere : value;
  return (amount) => format.formatToParts(amount).map(unmistakable).join('');
};

const formatOf = (locale: string, currency: string, decimals: number): Format => {
  const key = `${locale} ${currency}`;
  const format = formats.get(key) ?? makeFormat(locale, currency, decimals);
  if (formats.size >= MOST_FORMATS) formats.clear();
  formats.set(key, format);
  return format;
};

/**
 * `4300`, `gbp` → `£43.00`, in a locale. A sign that several currencies share says whose it is, unless it is the
 * locale's own: `US$43.00` in en-GB, `$43.00` in en-US.
 */
export const money = (minorUnits: number, currency: string, locale: string): string => {
  const code = currency.toUpperCase();
  const decimals = decimalsOf(code);
  const amount = minorUnits / 10 ** decimals;
  try {
    return formatOf(locale, code, decimals)(amount);
  } catch {
    // A currency that is none, or a locale that the settings misspell: the number is still worth reading.
    return `${amount.toFixed(decimals)} ${code}`;
  }
};

/** 43.5 is somebody's pounds, not pence; 1998.9999999999998 is what 19.99 * 100 comes to. */
export const isMinorUnits = (value: unknown): value is number =>
  typeof value === 'number' && Math.abs(value - Math.round(value)) < 1e-6 && Math.abs(value) <= Number.MAX_SAFE_INTEGER;

/** An amount of a payload as money; null where it is not in minor units, or of no currency. */
export const amountText = (amount: unknown, currency: unknown, locale: string): string | null =>
  isMinorUnits(amount) && typeof currency === 'string' && currency !== '' ? money(amount, currency, locale) : null;
