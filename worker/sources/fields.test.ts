import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  address,
  decimalAmount,
  identifier,
  instant,
  known,
  link,
  list,
  minorUnits,
  orderId,
  record,
  refs,
  text,
} from './fields.ts';

test('a time is read as providers write it', () => {
  const moment = Date.UTC(2026, 1, 16, 14, 23, 5);
  for (const written of [
    moment / 1000,
    '2026-02-16T14:23:05Z',
    '2026-02-16 14:23:05+00:00',
    '2026-02-16T15:23:05+01:00',
    '2026-02-16T15:23:05 +0100',
    '2026-02-16T14:23:05.000000+00:00',
    ' 2026-02-16T14:23:05 ',
  ]) {
    assert.equal(instant(written), moment, String(written));
  }
  assert.equal(instant(moment / 1000 + 0.9999), moment + 999);
});

test('what is no time, or none that can be meant, is null', () => {
  for (const odd of [null, undefined, true, '', 'yesterday', '1e9', '2026-13-01T00:00:00Z', [], {}, NaN, Infinity]) {
    assert.equal(instant(odd), null, String(odd));
  }
  for (const odd of [-1, 0, 1e12, 1e300, '1999-12-31T23:59:59Z', '+010000-01-01T00:00:00Z', '99999-01-01T00:00:00Z']) {
    assert.equal(instant(odd), null, String(odd));
  }
  assert.equal(instant('2000-01-01T00:00:00Z'), Date.UTC(2000));
  assert.equal(instant('9999-12-31T23:59:59.999Z'), Date.UTC(10_000) - 1);
});

test('text is one line that can be read', () => {
  assert.equal(text('  two\n\u0000 lines '), 'two  lines');
  assert.equal(text(42), '42');
  assert.equal(text('x'.repeat(1000))?.length, 500);
  for (const odd of ['', ' ', null, true, 1.5, 2 ** 53, {}, ['a']]) assert.equal(text(odd), null, String(odd));
});

test('an id is whole or none', () => {
  assert.equal(orderId('x'.repeat(128))?.length, 128);
  assert.equal(orderId('x'.repeat(129)), null);
  assert.equal(identifier('x'.repeat(201)), null);
  assert.deepEqual(refs('stripe', 'pi_1', null, 'pi_1', {}, 7), ['stripe:pi_1', 'stripe:7']);
});

test('an address is found with and without a name', () => {
  assert.equal(address('customer@example.com'), 'customer@example.com');
  assert.equal(address('A. Customer <customer@example.com>'), 'customer@example.com');
  for (const odd of ['nobody', '@', null, 7]) assert.equal(address(odd), null);
});

test('an order number is one that a URL can name', () => {
  for (const id of ['SS-1', '#1001', '...', '%2e', 'a/b', '../x', '\\']) assert.equal(orderId(id), id);
  for (const odd of ['.', '..', 'SS-\ufffd', ' .. ', 'x'.repeat(129), '', null])
    assert.equal(orderId(odd), null, String(odd));
});

test('a link leads to a web page or nowhere', () => {
  assert.equal(link('https://track.example/1?a=b'), 'https://track.example/1?a=b');
  for (const odd of [
    'javascript:alert(1)',
    'data:text/html,x',
    '/relative',
    '',
    null,
    7,
    `https://x/${'y'.repeat(3000)}`,
  ]) {
    assert.equal(link(odd), null, String(odd));
  }
});

test('an amount is a whole number of minor units', () => {
  assert.equal(minorUnits(0), 0);
  assert.equal(minorUnits(4300), 4300);
  for (const odd of [-1, 1.5, NaN, 2 ** 53, '4300', null]) assert.equal(minorUnits(odd), null, String(odd));
});

test('what is no object or no list is an empty one', () => {
  for (const odd of [null, undefined, 'x', 7, [1]]) assert.deepEqual(record(odd), {});
  for (const odd of [null, undefined, 'x', 7, {}]) assert.deepEqual(list(odd), []);
});

test('a payload holds what is known', () => {
  assert.deepEqual(known({ a: 0, b: '', c: null, d: undefined, e: false }), { a: 0, b: '', e: false });
});

test('an amount in decimals is counted in minor units, without a float in between', () => {
  assert.equal(decimalAmount('404.95', 'USD'), 40_495);
  assert.equal(decimalAmount('4.35', 'GBP'), 435);
  assert.equal(decimalAmount('1.005', 'GBP'), 101);
  assert.equal(decimalAmount('43', 'gbp'), 4300);
  assert.equal(decimalAmount(43, 'GBP'), 4300);
  assert.equal(decimalAmount('800.00', 'JPY'), 800);
  assert.equal(decimalAmount('5.124', 'KWD'), 5124);
  assert.equal(decimalAmount('0.00', null), 0);
  for (const odd of [
    '',
    '-1',
    '1,00',
    '1e3',
    '.5',
    '1.',
    'NaN',
    1e300,
    0.1,
    null,
    undefined,
    {},
    ['1'],
    '9'.repeat(99),
  ]) {
    assert.equal(decimalAmount(odd, 'GBP'), null, String(odd));
  }
});
