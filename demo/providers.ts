import { createHmac } from 'node:crypto';
import type { Provider } from './senders/sender.ts';

const now = () => Math.floor(Date.now() / 1000);

const hmac = (key: string | Buffer, signed: string, encoding: 'hex' | 'base64') =>
  createHmac('sha256', key).update(signed).digest(encoding);

/** @see https://docs.stripe.com/webhooks#verify-manually */
const stripe = (body: string, secret: string) => {
  const t = now();
  return { 'stripe-signature': `t=${t},v1=${hmac(secret, `${t}.${body}`, 'hex')}` };
};

/** @see https://developers.printify.com/#webhooks */
const printify = (body: string, secret: string) => ({ 'x-pfy-signature': `sha256=${hmac(secret, body, 'hex')}` });

/** @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md */
const standard =
  (prefix: string) =>
  (body: string, secret: string, id: string): Record<string, string> => {
    const timestamp = String(now());
    const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
    const signature = `v1,${hmac(key, `${id}.${timestamp}.${body}`, 'base64')}`;
    return { [`${prefix}-id`]: id, [`${prefix}-timestamp`]: timestamp, [`${prefix}-signature`]: signature };
  };

/** The headers by which each provider proves that it sent this body, just now. */
export const SIGN: Record<Provider, (body: string, secret: string, id: string) => Record<string, string>> = {
  stripe,
  printify,
  resend: standard('svix'),
  standard: standard('webhook'),
};
