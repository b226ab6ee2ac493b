import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { changed, delivery, refusal } from '../fixtures/delivery.ts';
import { urlToken } from './url-token.ts';

const TOKEN = 'flagpost-fixture:of a tökén';
const base64 = (text: string) => Buffer.from(text).toString('base64');

/** How a request fares that brings this query and this `Authorization`. */
const fares = (query: string, authorization = '', secret = TOKEN) =>
  refusal(urlToken, delivery('{}', authorization ? { authorization } : {}, Date.now(), query), secret);

const asQuery = (token: string) => `?token=${encodeURIComponent(token)}`;

describe('a token in the address', () => {
  test('vouches for what it comes with', async () => {
    assert.equal(await fares(asQuery(TOKEN)), null);
    assert.equal(await fares(`?shop=1&token=${encodeURIComponent(TOKEN)}`), null);
  });

  test('may be the password of Basic auth, whoever the user', async () => {
    for (const user of ['', 'flagpost']) {
      assert.equal(await fares('', `Basic ${base64(`${user}:${TOKEN}`)}`), null);
      assert.equal(await fares('', `basic ${base64(`${user}:${TOKEN}`).replace(/=+$/, '')}`), null);
    }
  });

  test('is refused when any character is another', async () => {
    for (const other of [...changed(TOKEN), TOKEN.slice(1), TOKEN.slice(0, -1), `${TOKEN}x`, TOKEN.toUpperCase()]) {
      assert.equal(await fares(asQuery(other)), 'bad_signature', other);
      assert.equal(await fares('', `Basic ${base64(`user:${other}`)}`), 'bad_signature', other);
    }
  });

  test('is refused where it is missing or empty', async () => {
    for (const query of ['', '?token', '?token=', '?Token=x', `?key=${TOKEN}`]) {
      assert.equal(await fares(query), 'missing_header', query);
    }
    for (const header of [
      'Basic',
      'Basic ',
      'Basic ***',
      `Basic ${base64(TOKEN.replace(':', ''))}`,
      `Bearer ${TOKEN}`,
    ]) {
      assert.equal(await fares('', header), 'missing_header', header);
    }
    assert.equal(await fares('?token=', '', ''), 'bad_secret');
  });
});
