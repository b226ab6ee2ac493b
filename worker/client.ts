import { type Attempt, persist } from './client/persist.ts';
import { signViewerToken, type TokenOptions } from './client/viewer-token.ts';
import type { Level, NewEvent, Payload } from './contract/event.ts';
import type { KnownType } from './contract/taxonomy.ts';

export interface ClientOptions {
  /** Where the Worker is: `https://flagpost.example.workers.dev`. */
  url: string;
  /** One of the Worker's `API_KEYS`. */
  apiKey: string;
  /** The Worker's `TOKEN_SECRET`; only `viewerToken` needs it. */
  tokenSecret?: string | undefined;
  /** How long one `log` may take with all its tries, in ms. Default 5000. */
  timeout?: number | undefined;
  /** In place of the runtime's own. */
  fetch?: ((url: string, init: RequestInit) => Promise<Response>) | undefined;
}

export interface LogOptions {
  order_id?: string | null | undefined;
  level?: Level | undefined;
  payload?: Payload | undefined;
  actor?: string | null | undefined;
  /** When it happened; a number is ms since 1970. Default: now. */
  occurred_at?: Date | string | number | undefined;
  /** Together with `occurred_at` it makes two calls one event, for callers that may run twice. */
  idempotency_key?: string | undefined;
  refs?: string[] | undefined;
  problem?: string | undefined;
  fact?: string | undefined;
  /** Is given the promise, to keep a Worker alive until the entry is sent: `(sending) => ctx.waitUntil(sending)`. */
  waitUntil?: ((sending: Promise<LogResult>) => void) | undefined;
}

export type LogResult = { ok: true; id: string } | { ok: false; error: string };
export type { TokenOptions };

const TIMEOUT = 5_000;
const MESSAGE_LIMIT = 500;

/** How a shop's back end speaks to Flagpost: on Node, Bun, Deno and Workers. */
export const createClient = (client: ClientOptions) => ({
  /**
   * Logs what happened. A log entry never breaks what it logs: this never throws, never rejects, and settles within `timeout`.
   * Without a message, a known type's own sentence is filled from `payload`.
   */
  log: (type: KnownType | (string & {}), message?: string | null, options?: LogOptions | null): Promise<LogResult> => {
    const sending = send(client, type, message, options ?? {}).catch(() => failed('The entry is not plain data'));
    try {
      options?.waitUntil?.(sending);
    } catch {
      // It is being sent all the same.
    }
    return sending;
  },

  /** A token for one person's browser, signed here without asking the Worker. Throws on bad input. */
  viewerToken: (options: TokenOptions): Promise<string> => signViewerToken(options, client.tokenSecret),
});

const failed = (error: string): LogResult => ({ ok: false, error });

const send = async (client: ClientOptions, type: string, message: unknown, options: LogOptions): Promise<LogResult> => {
  const { url, apiKey } = client;
  if (!/^https?:/.test(url) || !URL.canParse(url)) return failed('The client needs the `url` of a Worker');
  if (!/^[\x21-\x7e]+$/.test(apiKey ?? '')) return failed('The client needs an `apiKey`, of plain characters');
  const request = {
    method: 'POST',
    headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
    body: compose(type, message, options),
    redirect: 'manual', // A key goes to the address it was given for and nowhere else.
  } as const;
  const post = client.fetch ?? fetch;
  const limit = Number(client.timeout);
  const attempt = async (signal: AbortSignal) => {
    const response = await post(`${url.replace(/\/+$/, '')}/v1/events`, { ...request, signal });
    return read(response, await response.text());
  };
  const result = await persist(limit > 0 && limit < 2 ** 31 ? limit : TIMEOUT, attempt, unreached);
  return result.ok ? result : failed(result.error.replaceAll(apiKey, '…').slice(0, 300));
};

/** The entry as JSON, its key and time fixed before the first try, so that all tries are one event. */
const compose = (type: string, message: unknown, options: LogOptions) => {
  const { order_id, level, payload, actor, refs, problem, fact } = options;
  const entry: NewEvent = {
    event_type: type,
    message: message == null ? undefined : cut(String(message)),
    occurred_at: new Date(options.occurred_at ?? Date.now()).toISOString(),
    idempotency_key: options.idempotency_key ?? crypto.randomUUID(),
    ...{ order_id, level, payload, actor, refs, problem, fact },
  };
  return JSON.stringify(entry, (_, value) => (typeof value === 'bigint' ? String(value) : value));
};

/** At most 500 characters, and never half of a surrogate pair. */
const cut = (message: string) =>
  message.length > MESSAGE_LIMIT ? `${message.slice(0, MESSAGE_LIMIT - 1).replace(/[\uD800-\uDBFF]$/, '')}…` : message;

const read = ({ status, headers }: Response, text: string): Attempt<LogResult> => {
  const body = parse(text);
  if (status < 300 && typeof body.id === 'string') return { result: { ok: true, id: body.id } };
  const fields = Array.isArray(body.errors) ? ` ${JSON.stringify(body.errors)}` : '';
  const detail = typeof body.detail === 'string' ? `: ${body.detail}` : '';
  const result = failed(`Flagpost answered ${status}${detail}${fields}`);
  return status === 429 || status >= 500 ? { result, again: retryAfter(headers.get('retry-after')) } : { result };
};

const parse = (text: string): Record<string, unknown> => {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    return {};
  }
};

/** `Retry-After` in ms: seconds, or a date. */
const retryAfter = (value: string | null) => {
  const ms = /^\d+$/.test(value ?? '') ? Number(value) * 1000 : Date.parse(value ?? '') - Date.now();
  return Math.max(0, ms || 0);
};

/** Says no more than the code, since a runtime's own message may quote the URL or a header. */
const unreached = (error: unknown): LogResult => {
  const { code, cause } = (error ?? {}) as { code?: unknown; cause?: { code?: unknown } };
  const known = [cause?.code, code].find((each) => typeof each === 'string' && /^\w+$/.test(each));
  return failed(known ? `Flagpost was not reached (${known})` : 'Flagpost was not reached');
};
