import { createClient } from '../worker/client/index.ts';
import type { WebhookAccepted } from '../worker/contract/api.ts';
import { act } from './person.ts';
import { SIGN } from './providers.ts';
import type { Secrets } from './secrets.ts';
import type { Played, Provider, Telling } from './tellers/teller.ts';

const postWebhook = async (
  url: string,
  secrets: Secrets,
  telling: Extract<Telling, { by: Provider }>,
): Promise<Played> => {
  const body = JSON.stringify(telling.body);
  const secret = secrets[`${telling.by.toUpperCase() as Uppercase<typeof telling.by>}_WEBHOOK_SECRET`];
  const response = await fetch(`${url}/webhooks/${telling.by}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...SIGN[telling.by](body, secret, telling.id) },
    body,
  });
  if (response.status !== 200)
    throw new Error(`${telling.by}'s webhook was answered ${response.status}: ${await response.text()}`);
  const { accepted, duplicates, ignored } = (await response.json()) as WebhookAccepted;
  if (ignored) throw new Error(`${telling.by}'s webhook ${telling.id} was ignored: ${body}`);
  return { accepted, duplicates };
};

const logEntry = async (url: string, secrets: Secrets, telling: Extract<Telling, { by: 'shop' }>): Promise<Played> => {
  let status = 0;
  // The client does not say whether an entry was there already; the status does.
  const watching = async (address: string, init: RequestInit) => {
    const response = await fetch(address, init);
    status = response.status;
    return response;
  };
  const flagpost = createClient({ url, apiKey: secrets.API_KEYS, fetch: watching });
  const result = await flagpost.log(telling.type, telling.message, telling.options);
  if (!result.ok) throw new Error(`${telling.type} was not logged: ${result.error}`);
  return status === 201 ? { accepted: 1, duplicates: 0 } : { accepted: 0, duplicates: 1 };
};

const tell = (url: string, secrets: Secrets, telling: Telling): Promise<Played> => {
  if (telling.by === 'shop') return logEntry(url, secrets, telling);
  if (telling.by === 'person') return act(url, secrets, telling);
  return postWebhook(url, secrets, telling);
};

/** Tells the Worker at `url` all of it, one after the other, through the doors that a real shop uses. */
export const play = async (url: string, secrets: Secrets, tellings: Telling[]): Promise<Played> => {
  const played: Played = { accepted: 0, duplicates: 0 };
  for (const telling of tellings) {
    const { accepted, duplicates } = await tell(url, secrets, telling);
    played.accepted += accepted;
    played.duplicates += duplicates;
  }
  return played;
};
