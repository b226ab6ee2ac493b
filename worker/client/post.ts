import type { ClientOptions } from './options.ts';
import { type Attempt, persist } from './persist.ts';

/** The Worker's answer, or why there is none of use. */
export type Posted = { ok: true; body: Record<string, unknown> } | { ok: false; error: string };

const TIMEOUT = 5_000;

const failed = (error: string): Posted => ({ ok: false, error });

/** Posts to `/v1/events`, again where that may help. Never rejects, and no error shows the key. */
export const post = async (client: ClientOptions, body: string): Promise<Posted> => {
  const { url, apiKey } = client;
  if (!/^https?:/.test(url) || !URL.canParse(url)) return failed('The client needs the `url` of a Worker');
  if (!/^[\x21-\x7e]+$/.test(apiKey ?? '')) return failed('The client needs an `apiKey`, of plain characters');
  const request = {
    method: 'POST',
    headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
    body,
    redirect: 'manual', // A key goes to the address it was given for and nowhere else.
  } as const;
  const send = client.fetch ?? fetch;
  const limit = Number(client.timeout);
  const attempt = async (signal: AbortSignal) => {
    const response = await send(`${url.replace(/\/+$/, '')}/v1/events`, { ...request, signal });
    return read(response, await response.text());
  };
  const result = await persist(limit > 0 && limit < 2 ** 31 ? limit : TIMEOUT, attempt, unreached);
  return result.ok ? result : failed(result.error.replaceAll(apiKey, '…').slice(0, 300));
};

const read = ({ status, headers }: Response, text: string): Attempt<Posted> => {
  const body = parse(text);
  if (status < 300 && body) return { result: { ok: true, body } };
  const { detail, errors } = body ?? {};
  const fields = Array.isArray(errors) ? ` ${JSON.stringify(errors)}` : '';
  const result = failed(`Flagpost answered ${status}${typeof detail === 'string' ? `: ${detail}` : ''}${fields}`);
  return status === 429 || status >= 500 ? { result, again: retryAfter(headers.get('retry-after')) } : { result };
};

const parse = (text: string): Record<string, unknown> | null => {
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === 'object' ? (body as Record<string, unknown>) : null;
  } catch {
    return null;
  }
};

/** `Retry-After` in ms: seconds, or a date. */
const retryAfter = (value: string | null) => {
  const ms = /^\d+$/.test(value ?? '') ? Number(value) * 1000 : Date.parse(value ?? '') - Date.now();
  return Math.max(0, ms || 0);
};

/** Says no more than the code, since a runtime's own message may quote the URL or a header. */
const unreached = (error: unknown): Posted => {
  const { code, cause } = (error ?? {}) as { code?: unknown; cause?: { code?: unknown } };
  const known = [cause?.code, code].find((each) => typeof each === 'string' && /^\w+$/.test(each));
  return failed(known ? `Flagpost was not reached (${known})` : 'Flagpost was not reached');
};
