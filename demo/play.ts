import { createClient } from '../worker/client/index.ts';
import type { WebhookAccepted } from '../worker/contract/api.ts';
import { playPerson } from './person.ts';
import { SIGN } from './providers.ts';
import type { Secrets } from './secrets.ts';
import type { Happening, Played, Provider } from './senders/sender.ts';

const postWebhook = async (
  url: string,
  secrets: Secrets,
  happening: Extract<Happening, { by: Provider }>,
): Promise<Played> => {
  const body = JSON.stringify(happening.body);
  const secret = secrets[`${happening.by.toUpperCase() as Uppercase<typeof happening.by>}_WEBHOOK_SECRET`];
  const response = await fetch(`${url}/webhooks/${happening.by}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...SIGN[happening.by](body, secret, happening.id) },
    body,
  });
  if (response.status !== 200)
    throw new Error(`${happening.by}'s webhook was answered ${response.status}: ${await response.text()}`);
  const { accepted, duplicates, ignored } = (await response.json()) as WebhookAccepted;
  if (ignored) throw new Error(`${happening.by}'s webhook ${happening.id} was ignored: ${body}`);
  return { accepted, duplicates };
};

const logEntry = async (
  url: string,
  secrets: Secrets,
  happening: Extract<Happening, { by: 'shop' }>,
): Promise<Played> => {
  let status = 0;
  // The client's result does not show whether the event was a duplicate, but the status does.
  const watching = async (address: string, init: RequestInit) => {
    const response = await fetch(address, init);
    status = response.status;
    return response;
  };
  const flagpost = createClient({ url, apiKey: secrets.API_KEYS, fetch: watching });
  const result = await flagpost.log(happening.type, happening.message, happening.options);
  if (!result.ok) throw new Error(`${happening.type} was not logged: ${result.error}`);
  return status === 201 ? { accepted: 1, duplicates: 0 } : { accepted: 0, duplicates: 1 };
};

const send = (url: string, secrets: Secrets, happening: Happening): Promise<Played> => {
  if (happening.by === 'shop') return logEntry(url, secrets, happening);
  if (happening.by === 'person') return playPerson(url, secrets, happening);
  return postWebhook(url, secrets, happening);
};

/** Sends the events to the Worker at `url`, one after the other, by the routes that a real shop uses. */
export const play = async (url: string, secrets: Secrets, happenings: Happening[]): Promise<Played> => {
  const played: Played = { accepted: 0, duplicates: 0 };
  for (const happening of happenings) {
    const { accepted, duplicates } = await send(url, secrets, happening);
    played.accepted += accepted;
    played.duplicates += duplicates;
  }
  return played;
};
