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
  signal?: AbortSignal | undefined;
}

const CODES: Record<number, ErrorCode> = { 401: 'signed_out', 403: 'forbidden', 404: 'not_found' };

const refusal = async (response: Response): Promise<FlagpostError> => {
  const problem = (await response.json().catch(() => ({}))) as Partial<ProblemJson> | null;
  const message = problem?.detail ?? problem?.title ?? `The answer was ${response.status}.`;
  const seconds = Number(response.headers.get('Retry-After')) || 0;
  return new FlagpostError(CODES[response.status] ?? 'failed', String(message), response.status, seconds * 1000);
};

const queryString = (query: FeedQuery): string => {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  return given.length ? `?${new URLSearchParams(given.map(([key, value]) => [key, String(value)]))}` : '';
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

  attention(signal?: AbortSignal): Promise<Attention> {
    return this.ask('/v1/attention', { signal });
  }

  /** Any call of the API, for what the badge need not carry. */
  async ask<Answer>(path: string, ask: Ask): Promise<Answer> {
    const token = await this.#token();
    let response = await this.#send(path, ask, token);
    if (response.status === 401) {
      const renewed = await this.#getToken(token);
      if (renewed && renewed !== token) response = await this.#send(path, ask, renewed);
    }
    if (!response.ok) throw await refusal(response);
    return this.#read<Answer>(response, ask);
  }

  async #token(): Promise<string> {
    const token = await this.#getToken();
    if (token) return token;
    throw new FlagpostError('signed_out', 'There is no token to ask with.');
  }

  async #send(path: string, { method = 'GET', body, signal }: Ask, token: string): Promise<Response> {
    const headers: Record<string, string> = { Authorization: `Bearer ${token}` };
    if (body) headers['Content-Type'] = 'application/json';
    // Not `cache: 'no-cache'`, for which Chromium sends a preflight each time: the worker's `Cache-Control` already has
    // the browser send `If-None-Match`, and read a 304 from its own cache.
    const init: RequestInit = { method, headers };
    if (body) init.body = JSON.stringify(body);
    if (signal) init.signal = signal;
    try {
      return await http.fetch(this.#api + path, init);
    } catch (error) {
      throw lost(error, signal);
    }
  }

  async #read<Answer>(response: Response, { signal }: Ask): Promise<Answer> {
    try {
      return (await response.json()) as Answer;
    } catch (error) {
      if (error instanceof SyntaxError) throw new FlagpostError('failed', 'The answer was not JSON.', response.status);
      throw lost(error, signal);
    }
  }
}

/** An abort stays an abort: whoever asked knows why. */
const lost = (error: unknown, signal: AbortSignal | undefined): unknown =>
  signal?.aborted ? error : new FlagpostError('offline', 'Flagpost could not be reached.');
