import { clip } from '../domain/message.ts';
import { concat, toBase64, utf8 } from '../http/bytes.ts';
import type { Shop } from './shop.ts';

/** How it went, and in words why not. */
export interface Outcome {
  is: 'done' | 'refused' | 'failed';
  reason?: string;
}

/** One try, and all of them together, in ms: less than a Worker lives on after its caller is gone. */
const TRY = 10_000;
const ALL = 15_000;
/** Between tries, in ms. */
const PAUSES = [300, 1500];
const ANSWER_BYTES = 4096;
const REASON_LENGTH = 200;

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md */
const signatures = async ({ keys }: Shop, signed: string): Promise<string> => {
  const each = keys.map(async (secret) => {
    const key = await crypto.subtle.importKey('raw', secret, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
    return `v1,${toBase64(new Uint8Array(await crypto.subtle.sign('HMAC', key, utf8(signed))))}`;
  });
  return (await Promise.all(each)).join(' ');
};

/** As much of an answer as a person might read. */
const startOf = async (response: Response): Promise<string> => {
  const read = [];
  let length = 0;
  for await (const bytes of response.body ?? []) {
    read.push(Uint8Array.from(bytes as Uint8Array));
    length += read.at(-1)!.length;
    if (length >= ANSWER_BYTES) break;
  }
  return new TextDecoder().decode(concat(...read).subarray(0, ANSWER_BYTES));
};

/** The shop's words for the person: a JSON object's `message` or `detail`, or plain text. Nothing of a web page. */
const reasonIn = async (response: Response): Promise<string> => {
  const type = response.headers.get('Content-Type') ?? '';
  const text = await startOf(response).catch(() => '');
  if (/^text\/plain\b/i.test(type)) return text;
  try {
    const { message, detail } = JSON.parse(text);
    return [message, detail].find((each) => typeof each === 'string') ?? '';
  } catch {
    return '';
  }
};

/** The meaning of an answer. `isPassing` decides whether another try is worth it. */
const outcomeOf = async (response: Response): Promise<Outcome> => {
  const { status } = response;
  if (status === 409) {
    return { is: 'refused', reason: clip(await reasonIn(response), REASON_LENGTH) || 'the shop says no' };
  }
  await response.body?.cancel();
  if (response.ok) return { is: 'done' };
  const isElsewhere = status >= 300 && status < 400;
  return { is: 'failed', reason: isElsewhere ? 'the shop has moved elsewhere' : `the shop answered ${status}` };
};

/** The same once more may well go better. */
const isPassing = ({ status }: Response): boolean => status >= 500;

const unreached = (error: unknown): Outcome => ({
  is: 'failed',
  reason:
    error instanceof Error && error.name === 'TimeoutError'
      ? 'the shop did not answer in time'
      : 'the shop could not be reached',
});

/** One try, signed at its own time; null where another is worth while, and what to say if there is none. */
const attempt = async (shop: Shop, id: string, body: string, limit: number): Promise<[Outcome, isFinal: boolean]> => {
  const timestamp = Math.floor(Date.now() / 1000);
  const headers = {
    'Content-Type': 'application/json',
    'User-Agent': 'Flagpost',
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': await signatures(shop, `${id}.${timestamp}.${body}`),
  };
  try {
    const signal = AbortSignal.timeout(limit);
    const response = await fetch(shop.url, { method: 'POST', headers, body, redirect: 'manual', signal });
    return [await outcomeOf(response), !isPassing(response)];
  } catch (error) {
    return [unreached(error), false];
  }
};

/**
 * Asks the shop to do something: the same message, by the same id, until it answers what will not change, three times
 * or fifteen seconds at most. Never follows a redirect, and never throws for what the shop or the network does.
 */
export const callShop = async (shop: Shop, id: string, body: string): Promise<Outcome> => {
  const end = Date.now() + ALL;
  for (let tried = 0; ; tried++) {
    const [outcome, isFinal] = await attempt(shop, id, body, Math.max(1, Math.min(TRY, end - Date.now())));
    const pause = PAUSES[tried];
    if (isFinal || pause === undefined || Date.now() + pause >= end) return outcome;
    await sleep(pause);
  }
};
