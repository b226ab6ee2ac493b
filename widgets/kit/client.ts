import type { Attention, FeedPage, FeedQuery, ProblemJson, Timeline } from '../../worker/contract/api.ts';

// Runs in Node too, where the worker's tests drive the API through it: nothing of the DOM here.

/** Every request of the elements goes through here; replace `fetch` to watch, fake or reroute them. */
export const http = {
  fetch: (url: string, init?: RequestInit): Promise<Response> => fetch(url, init),
};

export type ErrorCode = 'offline' | 'signed_out' | 'forbidden' | 'not_found' | 'failed';

/** The one error of the client. It never carries a token. */
export class FlagpostError extends Error {
  override readonly name = 'FlagpostError';
  readonly code: ErrorCode;
  /** The answer's status; 0 where there was no answer. */
  readonly status: number;
  /** Milliseconds that the server asked to be left alone for. */
  readonly retryAfter: number;

  constructor(code: ErrorCode, message: string, status = 0, retryAfter = 0) {
    super(message);
    this.code = code;
    this.status = status;
    this.retryAfter = retryAfter;
  }
}

/** Whatever was thrown, as the one error. */
export const asError = (cause: unknown): FlagpostError =>
  cause instanceof FlagpostError ? cause : new FlagpostError('failed', String(cause));

/** A viewer token, or null where there is none. `refused` is one that got a 401: another is wanted. */
export type GetToken = (refused?: string) => Promise<string | null> | string | null;

export interface Ask {
  method?: 'GET' | 'POST' | 'DELETE';
  body?: object | undefined;
  signal?: AbortSignal | null | undefined;
  /** Where the answer is no JSON. */
  read?: ((response: Response) => Promise<unknown>) | undefined;
}

const CODES: Record<number, ErrorCode> = { 401: 'signed_out', 403: 'forbidden', 404: 'not_found' };

const refusal = async (response: Response): Promise<FlagpostError> => {
  const problem = (await response.json().catch(() => ({}))) as Partial<ProblemJson> | null;
  const message = problem?.detail ?? problem?.title ?? `The answer was ${response.status}.`;
  const seconds = Number(response.headers.get('Retry-After')) || 0;
  return new FlagpostError(CODES[response.status] ?? 'failed', String(message), response.status, seconds * 1000);
};

/** Something else may answer in the worker's place: a proxy, a page for who has to sign in. */
const isSound = (answer: unknown): boolean =>
  Object(answer) === answer && (((answer as Partial<FeedPage>).events ?? []).every?.((event) => event?.id) ?? false);

export const queryString = (query: FeedQuery): string => {
  const given = Object.entries(query).filter(([, value]) => value != null && value !== '');
  return given.length ? `?${new URLSearchParams(given as [string, string][])}` : '';
};

export const orderPath = (id: string, tail: string) => `/v1/orders/${encodeURIComponent(id.toWellFormed())}${tail}`;

/** The viewer's side of the API (contract "HTTP"), typed. Everything it throws is a `FlagpostError`, but for an abort. */
export class Client {
  readonly #api: string;
  readonly #getToken: GetToken;

  constructor(api: string, getToken: GetToken) {
    this.#api = api.replace(/\/+$/, '');
    this.#getToken = getToken;
  }

  timeline(orderId: string, signal?: AbortSignal): Promise<Timeline> {
    return this.ask(orderPath(orderId, '/events'), { signal });
  }

  feed(query: FeedQuery = {}, signal?: AbortSignal): Promise<FeedPage> {
    return this.ask(`/v1/events${queryString(query)}`, { signal });
  }

  attention(read?: Ask['read']): Promise<Attention> {
    return this.ask('/v1/attention', { read });
  }

  /** Any call of the API, for what the badge need not carry. */
  async ask<Answer>(path: string, { method = 'GET', body, signal = null, read }: Ask): Promise<Answer> {
    const send = (token: string): Promise<Response> =>
      // Not `cache: 'no-cache'`, for which Chromium sends a preflight each time: the worker's `Cache-Control` already has
      // the browser send `If-None-Match`, and read a 304 from its own cache.
      http.fetch(this.#api + path, {
        method,
        headers: { Authorization: `Bearer ${token}`, ...(body && { 'Content-Type': 'application/json' }) },
        body: body ? JSON.stringify(body) : null,
        signal,
      });
    try {
      const token = await this.#getToken();
      if (!token) throw new FlagpostError('signed_out', 'There is no token to ask with.');
      let response = await send(token);
      if (response.status === 401) {
        const renewed = await this.#getToken(token);
        if (renewed && renewed !== token) response = await send(renewed);
      }
      if (!response.ok) throw await refusal(response);
      if (read) return (await read(response)) as Answer;
      const answer = await response.json();
      if (isSound(answer)) return answer as Answer;
      throw new SyntaxError();
    } catch (error) {
      // An abort stays an abort: whoever asked knows why.
      if (error instanceof FlagpostError || signal?.aborted) throw error;
      // By its name: in Safari it is a DOMException.
      throw (error as Error).name === 'SyntaxError'
        ? new FlagpostError('failed', 'The answer was not JSON.')
        : new FlagpostError('offline', 'Flagpost could not be reached.');
    }
  }
}
