import assert from 'node:assert/strict';
import { test } from 'node:test';
import { money } from './money.ts';

for (const [minorUnits, currency, locale, text] of [
  [4300, 'gbp', 'en-GB', '£43.00'],
  [800, 'jpy', 'en-GB', '¥800'],
  [5120, 'kwd', 'en-GB', 'KWD\u00a05.120'],
  // Stripe counts these in hundredths, whatever Intl thinks of their decimals.
  [50_000, 'isk', 'en-GB', 'ISK\u00a0500.00'],
  [100_050, 'huf', 'en-GB', 'HUF\u00a01,000.50'],
  [4300, 'EUR', 'de-DE', '43,00\u00a0€'],
  [-4300, 'gbp', 'en-GB', '-£43.00'],
  [4300, 'not a currency', 'en-GB', '43.00 NOT A CURRENCY'],
  [4300, 'gbp', 'not a locale', '43.00 GBP'],
] as const) {
  test(`${minorUnits} ${currency} is ${text} in ${locale}`, () => {
    assert.equal(money(minorUnits, currency, locale).replace('kr', 'ISK').replace('Ft', 'HUF'), text);
  });
}
