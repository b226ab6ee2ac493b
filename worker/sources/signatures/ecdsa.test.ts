import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { utf8 } from '../../http/bytes.ts';
import { changed, delivery, refusal } from '../fixtures/delivery.ts';
import { ecdsa } from './ecdsa.ts';

const verify = ecdsa({ signature: 'x-signature', timestamp: 'x-timestamp' });

/** @see https://github.com/sendgrid/sendgrid-nodejs/blob/498e232/packages/eventwebhook/src/eventwebhook.spec.js */
const KEY =
  'MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE83T4O/n84iotIvIW4mdBgQ/7dAfSmpqIM8kF9mN1flpVKS3GRqe62gw+2fNNRaINXvVpiglSI8eNEc6wEA3F+g==';
const SIGNATURE = 'MEUCIGHQVtGj+Y3LkG9fLcxf3qfI10QysgDWmMOVmxG0u6ZUAiEAyBiXDWzM+uOe5W0JuG+luQAbPIqHh89M15TluLtEZtM=';
const TIMESTAMP = '1600112502';
const MESSAGE_ID = 'LRzXl_NHStOGhQ4kofSm_A';
const BODY = `${JSON.stringify([
  {
    email: 'hello@world.com',
    event: 'dropped',
    reason: 'Bounced Address',
    sg_event_id: 'ZHJvcC0xMDk5NDkxOS1MUnpYbF9OSFN0T0doUTRrb2ZTbV9BLTA',
    sg_message_id: `${MESSAGE_ID}.filterdrecv-p3mdw1-756b745b58-kmzbl-18-5F5FC76C-9.0`,
    'smtp-id': `<${MESSAGE_ID}@ismtpd0039p1iad1.sendgrid.net>`,
    timestamp: 1600112492,
  },
])}\r\n`;

const fares = ({ signature = SIGNATURE, timestamp = TIMESTAMP, body = BODY, secret = KEY } = {}) =>
  refusal(verify, delivery(body, { 'x-signature': signature, 'x-timestamp': timestamp }), secret);

/** A base64 text with one bit of one byte, one by one, flipped. */
function* flipped(base64: string): Generator<string> {
  const bytes = Buffer.from(base64, 'base64');
  for (let at = 0; at < bytes.length; at++) {
    const other = Buffer.from(bytes);
    other[at]! ^= 1;
    yield other.toString('base64');
  }
}

describe("SendGrid's signature", () => {
  test("verifies SendGrid's own vector, at any time", async () => {
    assert.equal(await fares(), null);
  });

  test('fails when any character of the body or its line end is another', async () => {
    for (const body of changed(BODY)) assert.equal(await fares({ body }), 'bad_signature', body);
    assert.equal(await fares({ body: BODY.trimEnd() }), 'bad_signature');
    assert.equal(await fares({ body: BODY.replace('\r', '') }), 'bad_signature');
  });

  test('fails when any digit of the time is another', async () => {
    for (let at = 0; at < TIMESTAMP.length; at++) {
      const digit = String((Number(TIMESTAMP[at]) + 1) % 10);
      const timestamp = TIMESTAMP.slice(0, at) + digit + TIMESTAMP.slice(at + 1);
      assert.equal(await fares({ timestamp }), 'bad_signature', timestamp);
    }
  });

  test('fails when any byte of the signature is another', async () => {
    for (const signature of flipped(SIGNATURE)) {
      assert.match(String(await fares({ signature })), /^(bad_signature|malformed_header)$/, signature);
    }
  });

  test('is refused by another key, and by what is no key', async () => {
    const pair = (await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
      'sign',
    ])) as CryptoKeyPair;
    const other = Buffer.from((await crypto.subtle.exportKey('spki', pair.publicKey)) as ArrayBuffer);
    assert.equal(await fares({ secret: other.toString('base64') }), 'bad_signature');
    for (const secret of ['', 'x', 'AAAA', KEY.slice(4), `-----BEGIN PUBLIC KEY-----${KEY}`]) {
      assert.equal(await fares({ secret }), 'bad_secret', secret);
    }
  });

  test('is refused where a part is missing or none', async () => {
    assert.equal(await refusal(verify, delivery(BODY, { 'x-timestamp': TIMESTAMP }), KEY), 'missing_header');
    assert.equal(await refusal(verify, delivery(BODY, { 'x-signature': SIGNATURE }), KEY), 'missing_header');
    for (const timestamp of ['x', '-1', '1e9', '1600112502 1', '9'.repeat(400)]) {
      assert.equal(await fares({ timestamp }), 'malformed_header', timestamp);
    }
    const none = Buffer.from([0x30, 6, 2, 1, 0, 2, 1, 0]).toString('base64');
    assert.equal(await fares({ signature: none }), 'bad_signature');
    for (const bytes of [[], [0x30], [0x30, 0], [0x30, 3, 2, 1, 1], [0x30, 0x84, 1, 1, 1, 1], [0x30, 0x80, 0, 0]]) {
      const signature = Buffer.from(bytes).toString('base64') || 'AA==';
      assert.equal(await fares({ signature }), 'malformed_header', signature);
    }
    const long = Buffer.from([0x30, 0x81, 200, 2, 0x81, 197, ...utf8('x'.repeat(197))]).toString('base64');
    assert.equal(await fares({ signature: long }), 'malformed_header');
  });
});
