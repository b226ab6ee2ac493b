import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { changed, delivery, refusal } from '../fixtures/delivery.ts';
import { messageId, standardWebhooks } from './standard-webhooks.ts';

interface Vector {
  secret: string;
  family: 'webhook' | 'svix';
  id: string;
  timestamp: string;
  signature: string;
  body: string;
}

const VECTORS: Record<string, Vector> = {
  /** @see https://github.com/standard-webhooks/standard-webhooks/blob/b2fa7b8/libraries/javascript/src/webhook.test.ts */
  'Standard Webhooks': {
    secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    family: 'webhook',
    id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    timestamp: '1614265330',
    signature: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    body: '{"test": 2432232314}',
  },
  /** @see https://docs.svix.com/receiving/verifying-payloads/how-manual */
  'Svix’s documentation': {
    secret: 'whsec_plJ3nmyCDGBKInavdOK15jsl',
    family: 'svix',
    id: 'msg_loFOjxBNrRLzqYUf',
    timestamp: '1731705121',
    signature: 'v1,rAvfW3dJ/X/qxhsaXPOyyCGmRKsaKWcsNccKXlIktD0=',
    body: '{"event_type":"ping","data":{"success":true}}',
  },
  /** @see https://github.com/svix/svix-webhooks/blob/4fc0cfb/server/svix-server/src/worker.rs test_asymmetric_key_signing */
  'Svix’s Ed25519': {
    secret: 'whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4=',
    family: 'svix',
    id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    timestamp: '1614265330',
    signature: 'v1a,hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw/enGzPCXe5BdqzCInXqYXFymVJaA7AZdpXwVLPo3mNl8EM+m7TBAg==',
    body: '{"test": 2432232314}',
  },
};

const headersOf = ({ family, id, timestamp, signature }: Vector) => ({
  [`${family}-id`]: id,
  [`${family}-timestamp`]: timestamp,
  [`${family}-signature`]: signature,
});

/** How a vector fares when it comes at its own time, or so many seconds after. */
const fares = (vector: Vector, after = 0, at = VECTORS['Standard Webhooks']!.timestamp) => {
  const signed = /^\d{10}$/.test(vector.timestamp) ? vector.timestamp : at;
  const received = (Number(signed) + after) * 1000 + 999;
  return refusal(standardWebhooks, delivery(vector.body, headersOf(vector), received), vector.secret);
};

for (const [whose, vector] of Object.entries(VECTORS)) {
  describe(`the vector of ${whose}`, () => {
    const other = vector.family === 'svix' ? 'webhook' : 'svix';

    test('is verified, under either family of headers', async () => {
      assert.equal(await fares(vector), null);
      assert.equal(await fares({ ...vector, family: other }), null);
    });

    test('fails when any character that it covers is another', async () => {
      for (const body of changed(vector.body)) assert.equal(await fares({ ...vector, body }), 'bad_signature', body);
      for (const id of changed(vector.id)) assert.equal(await fares({ ...vector, id }), 'bad_signature', id);
      const timestamp = String(Number(vector.timestamp) + 1);
      assert.equal(await fares({ ...vector, timestamp }), 'bad_signature');
    });

    test('fails when any character of the signature is another', async () => {
      for (const signature of changed(vector.signature)) {
        assert.equal(await fares({ ...vector, signature }), 'bad_signature', signature);
      }
      assert.equal(await fares({ ...vector, signature: vector.signature.slice(0, -1) }), 'bad_signature');
    });

    test('counts for 300 seconds either way', async () => {
      assert.equal(await fares(vector, 300), null);
      assert.equal(await fares(vector, 301), 'too_old');
      assert.equal(await fares(vector, -300), null);
      assert.equal(await fares(vector, -301), 'too_new');
    });

    test('may stand in a list', async () => {
      const noise = 'v1,AAAA v1a,AAAA v2,AAAA nonsense';
      assert.equal(await fares({ ...vector, signature: `${noise} ${vector.signature}` }), null);
      assert.equal(await fares({ ...vector, signature: `${vector.signature} ${noise}` }), null);
      assert.equal(await fares({ ...vector, signature: noise }), 'bad_signature');
      assert.equal(
        await fares({ ...vector, signature: `${'v1,AAAA '.repeat(1000)}${vector.signature}` }),
        'bad_signature',
      );
    });

    test('counts under no other version', async () => {
      const [version, signature] = vector.signature.split(',');
      const others = ['v0', 'v1', 'v1a', 'v2', ''].filter((name) => name !== version);
      for (const name of others) {
        assert.equal(await fares({ ...vector, signature: `${name},${signature}` }), 'bad_signature', name);
      }
    });

    test('is refused where a header is missing, or of the other family', async () => {
      for (const part of ['id', 'timestamp', 'signature']) {
        const { [`${vector.family}-${part}`]: value, ...rest } = headersOf(vector);
        for (const headers of [rest, { ...rest, [`${other}-${part}`]: value! }]) {
          const delivered = delivery(vector.body, headers, Number(vector.timestamp) * 1000);
          assert.equal(await refusal(standardWebhooks, delivered, vector.secret), 'missing_header', part);
          assert.equal(messageId(delivered), null);
        }
      }
    });

    test('is refused with a time that is none', async () => {
      for (const timestamp of ['NaN', '1e9', '-1', '1.5', '0x10', 'Infinity', '9'.repeat(400)]) {
        assert.equal(await fares({ ...vector, timestamp }), 'malformed_header', timestamp);
      }
    });

    test('is refused by a secret of another kind, or of none', async () => {
      const bare = vector.secret.replace(/^wh.*?_/, '');
      for (const secret of ['', bare, 'whsec_', 'whpk_', 'whsec_*', 'whpk_AAAA', `whsk_${bare}`]) {
        assert.ok(await fares({ ...vector, secret }), secret);
      }
      for (const secret of [`whsec_${bare}`, `whpk_${bare}`]) {
        assert.equal(await fares({ ...vector, secret }), secret === vector.secret ? null : 'bad_signature');
      }
    });
  });
}

test('the id of a message is that of the headers that were verified', () => {
  const both = { 'webhook-id': 'msg_stranger', 'svix-id': 'msg_1', 'svix-timestamp': '1', 'svix-signature': 'v1,AAAA' };
  assert.equal(messageId(delivery('', both)), 'msg_1');
});
