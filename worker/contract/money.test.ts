import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { unstable_startWorker } from 'wrangler';
import { money } from './money.ts';

const TOLD = [
  [4300, 'gbp', 'en-GB', '£43.00'],
  [4300, 'EUR', 'en-GB', '€43.00'],
  [4300, 'EUR', 'de-DE', '43,00\u00a0€'],
  [-4300, 'gbp', 'en-GB', '-£43.00'],
  // A sign of many says whose it is, unless it is the locale's own.
  [4300, 'usd', 'en-US', '$43.00'],
  [4300, 'usd', 'en-GB', 'US$43.00'],
  [4300, 'cad', 'en-GB', 'CA$43.00'],
  [4300, 'aud', 'en-GB', 'A$43.00'],
  [4300, 'mxn', 'en-GB', 'MX$43.00'],
  [4300, 'cad', 'en-CA', '$43.00'],
  [4300, 'usd', 'en-CA', 'US$43.00'],
  [800, 'jpy', 'en-GB', 'JP¥800'],
  [4300, 'cny', 'en-GB', 'CN¥43.00'],
  [4300, 'sek', 'en-GB', 'SEK\u00a043.00'],
  [4300, 'dkk', 'en-GB', 'DKK\u00a043.00'],
  [4300, 'nok', 'en-GB', 'NOK\u00a043.00'],
  [4300, 'sek', 'sv-SE', '43,00\u00a0kr'],
  [4300, 'dkk', 'sv-SE', '43,00\u00a0Dkr'],
  [4300, 'egp', 'en-GB', 'EGP\u00a043.00'],
  [43, 'xof', 'en-GB', 'XOF\u00a043'],
  [5120, 'kwd', 'en-GB', 'KWD\u00a05.120'],
  // Stripe counts these in hundredths, whatever Intl thinks of their decimals.
  [50_000, 'isk', 'en-GB', 'ISK\u00a0500.00'],
  [100_050, 'huf', 'en-GB', 'HUF\u00a01,000.50'],
  [100_050, 'rsd', 'en-GB', 'RSD\u00a01,000.50'],
  [4300, 'not a currency', 'en-GB', '43.00 NOT A CURRENCY'],
  [4300, 'xxx', 'en-GB', 'XXX\u00a043.00'],
  [4300, 'gbp', 'not a locale', '43.00 GBP'],
] as const;

/** Every region whose currency has a sign that others share, and a shop's usual languages. */
const LOCALES = [
  ...['ar', 'ar-EG', 'bg-BG', 'cs-CZ', 'da-DK', 'de-AT', 'de-CH', 'de-DE', 'el-GR', 'en-AU', 'en-CA', 'en-GB', 'en-GI'],
  ...[
    'en-HK',
    'en-IE',
    'en-IN',
    'en-JM',
    'en-NZ',
    'en-SE',
    'en-SG',
    'en-US',
    'en-ZA',
    'es-AR',
    'es-CL',
    'es-ES',
    'es-MX',
  ],
  ...[
    'fi-FI',
    'fr-CA',
    'fr-CH',
    'fr-CM',
    'fr-FR',
    'fr-SN',
    'he-IL',
    'hi-IN',
    'hu-HU',
    'is-IS',
    'it-IT',
    'ja-JP',
    'ko-KR',
  ],
  ...[
    'nb-NO',
    'nl-NL',
    'pl-PL',
    'pt-BR',
    'pt-PT',
    'ro-RO',
    'ru-RU',
    'sq-AL',
    'sr-RS',
    'sv-FI',
    'sv-SE',
    'th-TH',
    'tr-TR',
  ],
  ...['uk-UA', 'ur-PK', 'vi-VN', 'zh-CN', 'zh-HK', 'zh-TW'],
];
/** Of ISO 4217, however few of them this Node's Intl lists. */
const CURRENCIES = [...new Set([...Intl.supportedValuesOf('currency'), 'BYN', 'SLE', 'VES', 'XCG', 'XXX', 'ZWG'])];

type Formatting = readonly [minorUnits: number, currency: string, locale: string];

/** The sign of an amount as a reader sees it: no digits, spaces, points, or marks of direction, nor the width of a sign. */
const sign = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{Sc}]/gu, '');

const held = (runtime: string, format: (amounts: readonly Formatting[]) => Promise<string[]>) =>
  describe(`on ${runtime}`, () => {
    for (const [minorUnits, currency, locale, text] of TOLD) {
      test(`${minorUnits} ${currency} is ${text} in ${locale}`, async () => {
        assert.deepEqual(await format([[minorUnits, currency, locale]]), [text]);
      });
    }

    test('no two currencies read alike in one locale', async () => {
      const amounts = LOCALES.flatMap((locale) => CURRENCIES.map((currency) => [4300, currency, locale] as const));
      const texts = await format(amounts);
      const alike = Map.groupBy(amounts.keys(), (i) => `${amounts[i]![2]} ${sign(texts[i]!)}`);
      assert.deepEqual(
        [...alike].filter(([, those]) => those.length > 1).map(([at, those]) => [at, those.map((i) => amounts[i]![1])]),
        [],
      );
    });
  });

held('Node', async (amounts) => amounts.map((amount) => money(...amount)));

let worker: Awaited<ReturnType<typeof unstable_startWorker>>;
before(async () => {
  worker = await unstable_startWorker({
    entrypoint: join(import.meta.dirname, '../testing/money-worker.ts'),
    compatibilityDate: '2026-01-01',
    dev: { server: { port: 0 }, inspector: false, persist: false, logLevel: 'none' as never },
  });
});
after(() => worker.dispose());

held('workerd', async (amounts) => {
  const response = await worker.fetch('http://localhost/', { method: 'POST', body: JSON.stringify(amounts) });
  return (await response.json()) as string[];
});
