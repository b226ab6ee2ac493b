import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { changed, delivery, refusal } from '../fixtures/delivery.ts';
import { mailgunToken } from './mailgun.ts';

/**
 * Deliveries from Mailgun's dashboard to Symfony's authors, and the key that they published with them.
 * @see https://github.com/symfony/symfony/tree/5feb749/src/Symfony/Component/Mailer/Bridge/Mailgun/Tests/Webhook
 */
const KEY = 'key-0p6mqbf74lb20gzq9f4dhpn9rg3zyk26';
const CAPTURED = [
  {
    token: '885894756b6c371a377f5f9516d60a4db497ad27d4931ed215',
    timestamp: '1661621710',
    signature: '606307bb55b72686b1b2a2c8c37ae6e6ec89496592bac4a4eee5a346337d04a5',
  },
  {
    token: 'd1931d9645b65e60f6fddf94448e982ff8db9256144a7fcb15',
    timestamp: '1661621787',
    signature: '1aed11dcc25700d6b75f9a6d568343ea02ecdd3fc89cc3209e2883a19e5cdd50',
  },
  {
    token: 'fff0ebc59c0516f4ce0823212a2f45e5c67814420b99fe558b',
    timestamp: '1661590666',
    signature: 'a0cd251821d8fd56a2130b541becc8e441023574e602fe9829a9ab9fbfdea33f',
  },
];

const fares = (signature: unknown, { secret = KEY, data = {} as object } = {}) =>
  refusal(mailgunToken, delivery(JSON.stringify({ signature, 'event-data': data }), {}), secret);

describe("Mailgun's signature", () => {
  test('verifies what Mailgun sent, at any time', async () => {
    for (const signature of CAPTURED) assert.equal(await fares(signature), null);
  });

  test('fails when any character that it covers is another, or any of its own', async () => {
    for (const captured of CAPTURED) {
      for (const part of ['token', 'timestamp', 'signature'] as const) {
        for (const other of changed(captured[part])) {
          // Hex is the same in capitals.
          if (part === 'signature' && other.toLowerCase() === captured.signature) continue;
          const why = await fares({ ...captured, [part]: other });
          assert.ok(why === 'bad_signature' || why === 'malformed_header', `${part}: ${other}`);
        }
      }
    }
  });

  test('does not cover what the body tells', async () => {
    assert.equal(await fares(CAPTURED[0], { data: { event: 'failed' } }), null);
  });

  test('is refused by another key', async () => {
    assert.equal(await fares(CAPTURED[0], { secret: 'key-another' }), 'bad_signature');
    assert.equal(await fares(CAPTURED[0], { secret: '' }), 'bad_secret');
  });

  test('is refused where a part is missing or none', async () => {
    for (const part of ['token', 'timestamp', 'signature']) {
      for (const none of [undefined, null, '', {}, []]) {
        assert.equal(await fares({ ...CAPTURED[0], [part]: none }), 'missing_header', part);
      }
    }
    for (const timestamp of ['x', '-1', '1e9', ' ']) {
      assert.ok(await fares({ ...CAPTURED[0], timestamp }), timestamp);
    }
    for (const body of ['', '{', 'null', '[]', '{"signature":[]}']) {
      assert.equal(await refusal(mailgunToken, delivery(body, {}), KEY), 'missing_header', body);
    }
  });
});
