import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { utf8 } from '../../http/bytes.ts';
import { changed, delivery, refusal } from '../fixtures/delivery.ts';
import { hmacOf, toHex } from '../fixtures/fixture.ts';
import { timestamped } from './timestamped.ts';

const verify = timestamped({ header: 'stripe-signature' });
const SECRET = 'whsec_flagpost';
const BODY = '{"id":"evt_1"}';
const SIGNED = 1_753_539_920;

const sign = async (secret = SECRET, timestamp: number | string = SIGNED, body = BODY) =>
  toHex(await hmacOf(utf8(secret), utf8(`${timestamp}.${body}`)));

/** How a header fares, so many seconds after it was signed. */
const fares = (header: string, { after = 0, body = BODY, secret = SECRET } = {}) =>
  refusal(verify, delivery(body, { 'stripe-signature': header }, (SIGNED + after) * 1000 + 999), secret);

describe('a signature with its timestamp', () => {
  // Stripe publishes no vector of the whole header; this is what stripe-node 22.5 makes of it.
  test('is what Stripe makes of time and body', async () => {
    const body =
      '{"id":"evt_constructed","object":"event","created":1753539918,"type":"checkout.session.completed","data":{"object":{}}}';
    const header = 't=1753539920,v1=4cbfd81995d7daf95d0c5586f9675549206c2e68a6411985a245a6dfb038ebaf';
    assert.equal(await fares(header, { body, secret: 'whsec_constructed' }), null);
    for (const other of changed(body)) {
      assert.equal(await fares(header, { body: other, secret: 'whsec_constructed' }), 'bad_signature', other);
    }
  });

  test('counts for 300 seconds either way', async () => {
    const header = `t=${SIGNED},v1=${await sign()}`;
    assert.equal(await fares(header, { after: 300 }), null);
    assert.equal(await fares(header, { after: 301 }), 'too_old');
    assert.equal(await fares(header, { after: -300 }), null);
    assert.equal(await fares(header, { after: -301 }), 'too_new');
  });

  test('may be one of several while a secret is rolled', async () => {
    const [old, fresh] = [await sign('whsec_old'), await sign()];
    assert.equal(await fares(`t=${SIGNED},v1=${old},v1=${fresh}`), null);
    assert.equal(await fares(`t=${SIGNED},v1=nonsense,v1=${fresh}`), null);
    assert.equal(await fares(`t=${SIGNED}, v1=${fresh}, v0=${old}`), null);
    assert.equal(await fares(`t=${SIGNED},v1=${old}`), 'bad_signature');
  });

  test('does not count under another scheme', async () => {
    assert.equal(await fares(`t=${SIGNED},v0=${await sign()}`), 'malformed_header');
    assert.equal(await fares(`t=${SIGNED},v0=${await sign()},v1=${await sign('whsec_old')}`), 'bad_signature');
  });

  test('covers the time', async () => {
    assert.equal(await fares(`t=${SIGNED + 1},v1=${await sign()}`), 'bad_signature');
    assert.equal(await fares(`t=${SIGNED + 1},t=${SIGNED},v1=${await sign()}`), 'malformed_header');
  });

  test('is refused with a time that is none, even where it is signed', async () => {
    for (const time of ['', 'NaN', '1e9', '-1', '+1', '1.5', '0x10', ' ', 'Infinity', '9'.repeat(400)]) {
      assert.equal(await fares(`t=${time},v1=${await sign(SECRET, time)}`), 'malformed_header', time);
    }
  });

  test('is refused where a part is missing or empty', async () => {
    assert.equal(await refusal(verify, delivery(BODY, {}), SECRET), 'missing_header');
    assert.equal(await fares(''), 'missing_header');
    for (const header of [',', '=', 't', `t=${SIGNED}`, `v1=${await sign()}`, `t=${SIGNED},v1=`, `t=${SIGNED},v1`]) {
      assert.equal(await fares(header), 'malformed_header', header);
    }
    assert.equal(await fares(`t=${SIGNED},v1=${await sign()}`, { secret: '' }), 'bad_secret');
  });

  test('is looked for among the first few only', async () => {
    const others = `,v1=${await sign('whsec_old')}`.repeat(1000);
    assert.equal(await fares(`t=${SIGNED}${others},v1=${await sign()}`), 'bad_signature');
  });
});
