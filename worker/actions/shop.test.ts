import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Env } from '../env.ts';
import { shopOf } from './shop.ts';

const ACTIONS_SECRET = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD';
const shop = (settings: Partial<Env>) => shopOf({ ACTIONS_SECRET, ...settings } as Env);

test('a shop is reached by https, or by http on the same machine', () => {
  for (const ACTIONS_URL of [
    'https://shop.example/actions',
    'http://localhost:3000/',
    'http://127.0.0.1:3000/',
    'http://[::1]:3000/',
  ]) {
    assert.equal(shop({ ACTIONS_URL }).url.href, ACTIONS_URL);
  }
});

for (const [ACTIONS_URL, wants] of [
  [undefined, /set ACTIONS_URL/],
  ['', /set ACTIONS_URL/],
  ['shop.example', /ACTIONS_URL must be an https address/],
  ['http://shop.example/', /ACTIONS_URL must be an https address/],
  ['http://127.0.0.1.example/', /ACTIONS_URL must be an https address/],
  ['ftp://localhost/', /ACTIONS_URL must be an https address/],
  ['https://ana:secret@shop.example/', /ACTIONS_URL must be an https address/],
] as const) {
  test(`${ACTIONS_URL} is no address of a shop, and what is wrong is said without it`, () => {
    assert.throws(
      () => shop({ ACTIONS_URL } as Partial<Env>),
      ({ status, message }) => status === 503 && wants.test(message) && !message.includes('secret@'),
    );
  });
}

for (const secret of [undefined, '', 'whsec_', 'whsec_c2hvcnQ=', 'whsec_***', ACTIONS_SECRET.slice(6)]) {
  test(`${secret} is no secret to sign with`, () => {
    assert.throws(
      () => shopOf({ ACTIONS_URL: 'https://shop.example/', ACTIONS_SECRET: secret } as Env),
      ({ status, message }) => status === 503 && /^ACTIONS_SECRET/.test(message),
    );
  });
}

test('two secrets make two signatures while they are rotated', () => {
  const keys = `${ACTIONS_SECRET}, whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw`;
  assert.equal(shopOf({ ACTIONS_URL: 'https://shop.example/', ACTIONS_SECRET: keys } as Env).keys.length, 2);
});
