import { clip } from '../domain/message.ts';
import { signed } from '../http/signed.ts';
import { startOf } from '../http/start-of.ts';
import type { Shop } from './shop.ts';

/** The outcome of an action, and the reason in words where it was not done. */
export interface Outcome {
  is: 'done' | 'refused' | 'failed';
  reason?: string;
}

/** The time for one try, and for all of them, in ms. */
export interface Limits {
  one: number;
  all: number;
}

/** Less than a Worker lives on after the caller has left. */
const LIMITS: Limits = { one: 10_000, all: 15_000 };
/** The pauses between tries, in ms. */
const PAUSES = [300, 1500];
const REASON_LENGTH = 200;

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** The shop's message to the person: the `message` or `detail` of a JSON object, or plain text. HTML is ignored. */
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

/** The outcome that an answer stands for. `isPassing` decides about another try. */
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

/** Whether the same request may succeed on another try. */
const isPassing = ({ status }: Response): boolean => status >= 500;

const unreached = (error: unknown): Outcome => ({
  is: 'failed',
  reason:
    error instanceof Error && error.name === 'TimeoutError'
      ? 'the shop did not answer in time'
      : 'the shop could not be reached',
});

/** Tries once, with a signature of that time. Returns the outcome, and whether it is final. */
const attempt = async (shop: Shop, id: string, body: string, limit: number): Promise<[Outcome, isFinal: boolean]> => {
  const headers = await signed(shop.keys, id, body);
  try {
    const signal = AbortSignal.timeout(limit);
    const response = await fetch(shop.url, { method: 'POST', headers, body, redirect: 'manual', signal });
    return [await outcomeOf(response), !isPassing(response)];
  } catch (error) {
    return [unreached(error), false];
  }
};

/**
 * Asks the shop to do something. Sends the same message with the same id until the answer is final, at most three times or for fifteen
 * seconds. Never follows a redirect, and never throws for a fault of the shop or the network.
 */
export const callShop = async (shop: Shop, id: string, body: string, { one, all } = LIMITS): Promise<Outcome> => {
  const end = Date.now() + all;
  for (let tried = 0; ; tried++) {
    const [outcome, isFinal] = await attempt(shop, id, body, Math.max(1, Math.min(one, end - Date.now())));
    const pause = PAUSES[tried];
    if (isFinal || pause === undefined || Date.now() + pause >= end) return outcome;
    await sleep(pause);
  }
};
