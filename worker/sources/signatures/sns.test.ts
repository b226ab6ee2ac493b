import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { beforeEach, describe, test } from 'node:test';
import { rootCertificates } from 'node:tls';
import { Problem } from '../../http/problem-json.ts';
import { changed, delivery, refusal } from '../fixtures/delivery.ts';
import { asked, CERTIFICATE, SUBSCRIBE, ses, signSns } from '../fixtures/ses.ts';
import { confirmSubscription, publicKeyOf, sns } from './sns.ts';

const TOPIC = ses.secret;

const NOTIFICATION = {
  Type: 'Notification',
  MessageId: '22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324',
  TopicArn: TOPIC,
  Subject: 'My First Message',
  Message: 'Hello world!',
  Timestamp: '2012-05-02T00:54:06.655Z',
};

const CONFIRMATION = {
  ...NOTIFICATION,
  Type: 'SubscriptionConfirmation',
  Token: '2336412f37fb687f5d51',
  SubscribeURL: SUBSCRIBE,
};

type Envelope = Record<string, string>;

const signed = async ({ Subject = '', ...envelope }: Envelope, hash: '1' | '2' = '2'): Promise<Envelope> => {
  const told = { ...envelope, ...(envelope.Type === 'Notification' && Subject && { Subject }) };
  const Signature = await signSns(told, hash);
  return {
    ...told,
    SignatureVersion: hash,
    Signature,
    SigningCertURL: CERTIFICATE,
    UnsubscribeURL: 'https://x.example',
  };
};

const fares = (envelope: unknown, secret = TOPIC) => refusal(sns, delivery(JSON.stringify(envelope), {}), secret);

beforeEach(() => {
  asked.length = 0;
});

describe("SNS' signature", () => {
  test('verifies with either hash, with and without a subject', async () => {
    for (const hash of ['1', '2'] as const) {
      for (const envelope of [NOTIFICATION, { ...NOTIFICATION, Subject: '' }, CONFIRMATION]) {
        assert.equal(await fares(await signed(envelope, hash)), null);
      }
    }
  });

  test('is over the very lines that Amazon documents', async () => {
    const lines = `Message\nHello world!\nMessageId\n${NOTIFICATION.MessageId}\nSubject\nMy First Message\nTimestamp\n${NOTIFICATION.Timestamp}\nTopicArn\n${TOPIC}\nType\nNotification\n`;
    const Signature = await signSns(lines, '2');
    assert.equal(await fares({ ...(await signed(NOTIFICATION)), Signature }), null);
  });

  test('fails when any character of a field that it covers is another', async () => {
    for (const envelope of [await signed(NOTIFICATION), await signed(CONFIRMATION)]) {
      const covered = Object.keys(envelope).filter((name) => !/^Signature|^Signing|^Unsubscribe/.test(name));
      assert.equal(covered.length, envelope.Type === 'Notification' ? 6 : 7);
      for (const name of covered) {
        for (const other of changed(envelope[name]!)) assert.ok(await fares({ ...envelope, [name]: other }), name);
        assert.ok(await fares({ ...envelope, [name]: undefined }), name);
      }
      for (const Signature of changed(envelope.Signature!)) assert.ok(await fares({ ...envelope, Signature }));
    }
  });

  test('fails under another hash than it was made with', async () => {
    const envelope = await signed(NOTIFICATION);
    assert.equal(await fares({ ...envelope, SignatureVersion: '1' }), 'bad_signature');
    for (const SignatureVersion of ['', '0', '3', null, 'constructor']) {
      assert.equal(await fares({ ...envelope, SignatureVersion }), 'malformed_header');
    }
  });

  test("is refused for another topic's message, of which Amazon is not even asked", async () => {
    const another = await signed({ ...NOTIFICATION, TopicArn: 'arn:aws:sns:eu-west-1:123456789012:theirs' });
    const url = CERTIFICATE.replace('flagpost', 'unknown');
    assert.equal(await fares({ ...another, SigningCertURL: url }), 'bad_signature');
    assert.equal(await fares(another, ''), 'bad_secret');
    assert.deepEqual(asked, []);
  });

  test('is refused with a certificate from anywhere else, where nobody is asked', async () => {
    const envelope = await signed(NOTIFICATION);
    const path = new URL(CERTIFICATE).pathname;
    for (const SigningCertURL of [
      `http://sns.eu-west-1.amazonaws.com${path}`,
      `https://sns.eu-west-1.amazonaws.com.evil.example${path}`,
      `https://evil.example/sns.eu-west-1.amazonaws.com${path}`,
      `https://sns.eu-west-1.amazonaws.com@evil.example${path}`,
      `https://user@sns.eu-west-1.amazonaws.com${path}`,
      `https://sns.eu-west-1.amazonaws.com:8443${path}`,
      `https://sns.s3.eu-west-1.amazonaws.com${path}`,
      `https://sns.x.amazonaws.com${path}`,
      `https://snsxeu-west-1.amazonaws.com${path}`,
      `https://s3.amazonaws.com/sns.eu-west-1.amazonaws.com${path}`,
      `https://sns.eu-west-1.amazonaws.com/?Action=ListTopics&x=${path}`,
      `https://sns.eu-west-1.amazonaws.com/x/..${path.replace('.pem', '.xml')}`,
      `${CERTIFICATE}?x=1`,
      `${CERTIFICATE}#x`,
      'not an address',
    ]) {
      assert.equal(await fares({ ...envelope, SigningCertURL }), 'malformed_header', SigningCertURL);
    }
    assert.deepEqual(asked, []);
  });

  test('is refused where a part is missing or none', async () => {
    const envelope = await signed(NOTIFICATION);
    assert.equal(await fares({ ...envelope, Signature: undefined }), 'missing_header');
    assert.equal(await fares({ ...envelope, SigningCertURL: 1 }), 'missing_header');
    for (const Type of [undefined, 'Other', 'constructor', 1]) {
      assert.equal(await fares({ ...envelope, Type }), 'malformed_header');
    }
    for (const body of ['', '{', 'null', '[]', '"x"']) {
      assert.equal(await refusal(sns, delivery(body, {}), TOPIC), 'missing_header', body);
    }
  });
});

describe("Amazon's certificate", () => {
  test('is fetched once', async () => {
    for (const Message of ['one', 'two']) assert.equal(await fares(await signed({ ...NOTIFICATION, Message })), null);
    assert.ok(asked.length <= 1);
  });

  test('is forgotten once there are many others', async () => {
    const pem = await (await fetch(CERTIFICATE)).text();
    const { fetch: amazon } = globalThis;
    const envelope = await signed(NOTIFICATION);
    const fetched: string[] = [];
    globalThis.fetch = async (url) => {
      fetched.push(String(url));
      return new Response(pem);
    };
    try {
      const urls = Array.from({ length: 17 }, (_, i) => CERTIFICATE.replace('flagpost', `number${i}x`));
      for (const SigningCertURL of [...urls, ...urls.slice(1), urls[0]]) {
        assert.equal(await fares({ ...envelope, SigningCertURL }), null);
      }
      assert.deepEqual(fetched, [...urls, urls[0]]);
    } finally {
      globalThis.fetch = amazon;
    }
  });

  test('that does not exist is the sender’s fault, and an Amazon that does not answer is not', async () => {
    const envelope = await signed(NOTIFICATION);
    const at = (SigningCertURL: string) => fares({ ...envelope, SigningCertURL });
    assert.equal(await at(CERTIFICATE.replace('flagpost', 'unknown')), 'bad_signature');
    const { fetch } = globalThis;
    try {
      for (const answer of [
        () => Promise.reject(new TypeError('fetch failed')),
        async () => new Response('', { status: 500 }),
        async () => new Response('', { status: 429 }),
      ]) {
        globalThis.fetch = answer;
        const isTryAgain = (error: unknown) => error instanceof Problem && error.status === 503;
        await assert.rejects(at(CERTIFICATE.replace('flagpost', 'another')), isTryAgain);
        await assert.rejects(confirmSubscription(CONFIRMATION), isTryAgain);
      }
      for (const text of ['', 'x', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----']) {
        globalThis.fetch = async () => new Response(text);
        assert.equal(await at(CERTIFICATE.replace('flagpost', 'empty')), 'bad_signature', text);
      }
    } finally {
      globalThis.fetch = fetch;
    }
  });

  test('gives its key, as any certificate that a browser trusts does', () => {
    assert.ok(rootCertificates.length > 100);
    for (const pem of rootCertificates) {
      const key = new X509Certificate(pem).publicKey.export({ type: 'spki', format: 'der' });
      assert.deepEqual(Buffer.from(publicKeyOf(pem) ?? []), key);
    }
  });
});

describe('a subscription', () => {
  test('is confirmed at the address that it names', async () => {
    await confirmSubscription(CONFIRMATION);
    assert.deepEqual(asked, [SUBSCRIBE]);
  });

  test('is not confirmed anywhere but at Amazon, nor where nothing asks for it', async () => {
    for (const SubscribeURL of ['https://evil.example/', 'http://sns.eu-west-1.amazonaws.com/', null, '', 1]) {
      await confirmSubscription({ ...CONFIRMATION, SubscribeURL });
    }
    for (const Type of ['Notification', 'UnsubscribeConfirmation'])
      await confirmSubscription({ ...CONFIRMATION, Type });
    for (const body of [null, [], 'x']) await confirmSubscription(body);
    assert.deepEqual(asked, []);
  });
});
