import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fromHex } from '../../http/bytes.ts';
import { changed, delivery, refusal } from '../fixtures/delivery.ts';
import { hmac } from './hmac.ts';

const verify = hmac({ header: 'x-signature', encoding: 'hex' });

/** @see https://github.com/stripe/stripe-node/blob/6639421/test/crypto/helpers.ts computeHMACSignature */
const STRIPE = {
  '': 'f7f9bd47fb987337b5796fdc1fdb9ba221d0d5396814bfcaf9521f43fd8927fd',
  '{"obj1":"hello","obj2":"world"}': 'bebb1a643997f419b315ddba19e6f5411e1ce7f810ba6d3617ce72823092f363',
  '\u{1f600}': '837da296d05c4fe31f61d5d7ead035099d9585a5bcde87de952012a78f0b0c43',
};

/** @see https://www.rfc-editor.org/rfc/rfc4231#section-4.3 */
const RFC_4231 = {
  key: 'Jefe',
  data: 'what do ya want for nothing?',
  hex: '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
  base64: 'W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM=',
};

describe('an HMAC of the body', () => {
  test("verifies Stripe's own vectors", async () => {
    for (const [body, signature] of Object.entries(STRIPE)) {
      assert.equal(await refusal(verify, delivery(body, { 'x-signature': signature }), 'test_secret'), null, body);
    }
  });

  test('fails when any character of the body or the signature is another', async () => {
    for (const [body, signature] of Object.entries(STRIPE)) {
      for (const other of changed(body)) {
        const delivered = delivery(other, { 'x-signature': signature });
        assert.equal(await refusal(verify, delivered, 'test_secret'), 'bad_signature', other);
      }
      for (const other of changed(signature)) {
        const delivered = delivery(body, { 'x-signature': other.replace('A', '0').replace('B', '1') });
        if (delivered.headers.get('x-signature') === signature) continue;
        assert.equal(await refusal(verify, delivered, 'test_secret'), 'bad_signature', other);
      }
    }
  });

  test('verifies the vector of RFC 4231 in hex and in base64, with and without a prefix', async () => {
    const { key, data, hex, base64 } = RFC_4231;
    for (const [encoding, signature] of [['hex', hex] as const, ['base64', base64] as const]) {
      for (const prefix of ['', 'sha256=']) {
        const scheme = hmac({ header: 'x-signature', encoding, prefix });
        assert.equal(await refusal(scheme, delivery(data, { 'x-signature': prefix + signature }), key), null);
        assert.equal(
          await refusal(scheme, delivery(data, { 'x-signature': prefix + signature }), 'Jeff'),
          'bad_signature',
        );
      }
    }
  });

  test('can have a key that its provider hands out as hex', async () => {
    const scheme = hmac({ header: 'x-signature', encoding: 'hex', key: fromHex });
    const signed = delivery(RFC_4231.data, { 'x-signature': RFC_4231.hex });
    assert.equal(await refusal(scheme, signed, '4a656665'), null);
    assert.equal(await refusal(scheme, signed, 'Jefe'), 'bad_secret');
  });

  test('is refused where header or secret are of no use', async () => {
    const { key, data, hex, base64 } = RFC_4231;
    const prefixed = hmac({ header: 'x-signature', encoding: 'hex', prefix: 'sha256=' });
    const of = (signature: string) => delivery(data, { 'x-signature': signature });
    assert.equal(await refusal(verify, delivery(data, {}), key), 'missing_header');
    assert.equal(await refusal(verify, of(''), key), 'missing_header');
    assert.equal(await refusal(verify, of(base64), key), 'malformed_header');
    assert.equal(await refusal(verify, of(hex.slice(1)), key), 'malformed_header');
    assert.equal(await refusal(verify, of(hex.slice(2)), key), 'bad_signature');
    assert.equal(await refusal(prefixed, of(hex), key), 'malformed_header');
    assert.equal(await refusal(prefixed, of('sha256='), key), 'malformed_header');
    assert.equal(await refusal(verify, of(hex), ''), 'bad_secret');
  });
});
