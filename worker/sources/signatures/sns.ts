import { lookup } from '../../domain/lookup.ts';
import { type Bytes, fromBase64, keyFromBase64, utf8 } from '../../http/bytes.ts';
import { Problem } from '../../http/problem-json.ts';
import { type Fields, record } from '../fields.ts';
import { Refused, type Source } from '../source.ts';
import { content } from './der.ts';
import { jsonOf } from './json.ts';

/** Only SNS itself: other services of Amazon's hosts show what anybody put there. */
const HOST = /^sns\.[a-z0-9-]{3,}\.amazonaws\.com(\.cn)?$/;
/** Not just any page of that host either: its API would echo what a stranger asks it to. */
const CERTIFICATE = /^\/SimpleNotificationService-[\w-]+\.pem$/;
const TIMEOUT = 5000;

const SIGNED: Record<string, string[]> = {
  Notification: ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'],
  SubscriptionConfirmation: ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'],
};
SIGNED.UnsubscribeConfirmation = SIGNED.SubscriptionConfirmation!;

const HASHES: Record<string, string> = { '1': 'SHA-1', '2': 'SHA-256' };

/** Amazon's own address, or null for any other. */
const amazon = (address: unknown): URL | null => {
  const url = typeof address === 'string' ? URL.parse(address) : null;
  return url?.protocol === 'https:' && HOST.test(url.host) && !url.username && !url.password ? url : null;
};

/** SNS gives up where it is answered 4xx; that Amazon cannot be reached just now is worth its next try. */
const unreachable = () => new Problem(503, 'Amazon cannot be reached just now.', { headers: { 'Retry-After': '30' } });

const get = async (url: URL): Promise<Response> => {
  // A redirect would lead off the host that was checked.
  const request = { redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT) } as const;
  const response = await fetch(url.href, request).catch(() => null);
  if (!response || response.status >= 500 || response.status === 429) throw unreachable();
  return response;
};

/** The key in a certificate: version?, serial, algorithm, issuer, validity, subject, key. That it is Amazon's, TLS says. */
export const publicKeyOf = (pem: string): Bytes | null => {
  const [, base64] = /-----BEGIN CERTIFICATE-----([\sA-Za-z0-9+/=]+)-----END CERTIFICATE-----/.exec(pem) ?? [];
  const der = keyFromBase64(base64?.replace(/\s/g, '') ?? '');
  const [signed] = (der && content(der, 0x30)) ?? [];
  const fields = (signed && content(signed.whole, 0x30)) ?? [];
  return fields[fields[0]?.tag === 0xa0 ? 6 : 5]?.whole ?? null;
};

/** Amazon has a handful of certificates, one for each region at a time. */
const CERTIFICATES = 16;
const cache = new Map<string, Bytes>();

const publicKeyAt = async (url: URL): Promise<Bytes> => {
  const cached = cache.get(url.href);
  if (cached) return cached;
  const response = await get(url);
  const key = response.ok ? publicKeyOf(await response.text().catch(() => '')) : null;
  if (!key) throw new Refused('bad_signature');
  if (cache.size >= CERTIFICATES) cache.delete(cache.keys().next().value!);
  cache.set(url.href, key);
  return key;
};

/** `Key\nvalue\n` of each field that is signed; only a subject may be missing. */
const messageOf = (body: Fields): string | null => {
  const names = lookup(SIGNED, body.Type) ?? [];
  const present = names.filter((name) => name !== 'Subject' || body.Subject != null);
  if (present.length === 0 || !present.every((name) => typeof body[name] === 'string')) return null;
  return present.map((name) => `${name}\n${body[name]}\n`).join('');
};

/**
 * Amazon SNS: the signature stands in the body, and so does the address of the certificate that it is made with. Every
 * topic of the world is signed with it, so the secret is the one topic that we believe: its ARN.
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html
 */
export const sns: Source['verify'] = async ({ body: bytes }, secret) => {
  if (!secret) throw new Refused('bad_secret');
  const body = record(jsonOf(bytes));
  const { TopicArn, Signature, SignatureVersion: version, SigningCertURL } = body;
  if (typeof Signature !== 'string' || typeof SigningCertURL !== 'string') throw new Refused('missing_header');
  const [message, url, signature] = [messageOf(body), amazon(SigningCertURL), fromBase64(Signature)];
  const hash = lookup(HASHES, String(version));
  if (message === null || !url || !CERTIFICATE.test(url.pathname) || url.search || url.hash || !signature || !hash) {
    throw new Refused('malformed_header');
  }
  // Before the certificate: a stranger does not make us ask Amazon.
  if (TopicArn !== secret) throw new Refused('bad_signature');
  const rsa = { name: 'RSASSA-PKCS1-v1_5', hash };
  const spki = await publicKeyAt(url);
  const key = await crypto.subtle.importKey('spki', spki, rsa, false, ['verify']).catch(() => null);
  if (!key || !(await crypto.subtle.verify(rsa, key, signature, utf8(message)))) throw new Refused('bad_signature');
};

/** A topic sends nothing before it was told that it may, by a GET of the address that it names. */
export const confirmSubscription = async (body: unknown): Promise<void> => {
  const { Type, SubscribeURL } = record(body);
  const url = Type === 'SubscriptionConfirmation' ? amazon(SubscribeURL) : null;
  if (!url) return;
  const { ok, status } = await get(url);
  if (!ok) console.warn(JSON.stringify({ unconfirmed: 'ses', status }));
};
