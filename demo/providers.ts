import { createHmac } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import type { Provider } from './senders/sender.ts';

const now = () => Math.floor(Date.now() / 1000);

const hmac = (key: string, signed: string) => createHmac('sha256', key).update(signed).digest('hex');

/** @see https://docs.stripe.com/webhooks#verify-manually */
const stripe = (body: string, secret: string) => {
  const t = now();
  return { 'stripe-signature': `t=${t},v1=${hmac(secret, `${t}.${body}`)}` };
};

/** @see https://developers.printify.com/#webhooks */
const printify = (body: string, secret: string) => ({ 'x-pfy-signature': `sha256=${hmac(secret, body)}` });

/** @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md */
const standard =
  (prefix: string) =>
  (body: string, secret: string, id: string): Record<string, string> => {
    const timestamp = now();
    const signature = new Webhook(secret).sign(id, new Date(timestamp * 1000), body);
    return { [`${prefix}-id`]: id, [`${prefix}-timestamp`]: `${timestamp}`, [`${prefix}-signature`]: signature };
  };

/** The headers with which each provider signs a body. */
export const SIGN: Record<Provider, (body: string, secret: string, id: string) => Record<string, string>> = {
  stripe,
  printify,
  resend: standard('svix'),
  standard: standard('webhook'),
};
