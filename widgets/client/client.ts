import type { Attention, FeedPage, FeedQuery, ProblemJson, Timeline } from '../../worker/contract/api.ts';
import { UNREACHABLE } from '../../worker/contract/order-id.ts';

// The Worker's tests use the client in Node, so nothing here needs the DOM.

/** Sends every request of the elements. Replace `fetch` to watch, fake or reroute them. */
export const http = {
  fetch: (url: string, init?: RequestInit): Promise<Response> => fetch(url, init),
};

export type ErrorCode = 'offline' | 'signed_out' | 'forbidden' | 'not_found' | 'failed';

/** Every error of the client. It never contains a token. */
export class FlagpostError extends Error {
  override readonly name = 'FlagpostError';
  readonly code: ErrorCode;
  /** The answer's status; 0 if there was no answer. */
  readonly status: number;
  /** The server's `Retry-After`, in milliseconds. */
  readonly retryAfter: number;

  constructor(code: ErrorCode, message: string, status = 0, retryAfter = 0) {
    super(message);
    this.code = code;
    this.status = status;
    this.retryAfter = retryAfter;
  }
}

/** Turns whatever was thrown into a FlagpostError. */
export const asError = (cause: unknown): FlagpostError =>
  cause instanceof FlagpostError ? cause : new FlagpostError('failed', String(cause));

/** Returns a viewer token, or null if there is none. `refused` is a token that got a 401: return another one. */
export type GetToken = (refused?: string) => Promise<string | null> | string | null;

export interface RequestOptions {
  method?: 'GET' | 'POST' | 'DELETE';
  /** JSON. */
  body?: string | undefined;
  signal?: AbortSignal | null | undefined;
  /** Reads the answer if it is not plain JSON. */
  read?: ((response: Response) => Promise<unknown>) | undefined;
}

const CODES: Record<number, ErrorCode> = { 401: 'signed_out', 403: 'forbidden', 404: 'not_found' };

const errorOf = async (response: Response): Promise<FlagpostError> => {
  const problem = (await response.json().catch(() => ({}))) as Partial<ProblemJson> | null;
  const message = problem?.detail ?? problem?.title ?? `The answer was ${response.status}.`;
  const seconds = Number(response.headers.get('Retry-After')) || 0;
  return new FlagpostError(CODES[response.status] ?? 'failed', String(message), response.status, seconds * 1000);
};

/** Whether the answer looks like the Worker's. A proxy or a login page may answer in its place. */
const isValid = (answer: unknown): boolean =>
  Object(answer) === answer && (((answer as Partial<FeedPage>).events ?? []).every?.((event) => event?.id) ?? false);

export const queryString = (query: FeedQuery): string => {
  const parameters = new URLSearchParams();
  for (const name of Object.keys(query) as (keyof FeedQuery)[]) {
    const value = query[name];
    if (value != null && value !== '') parameters.set(name, String(value));
  }
  const text = parameters.toString();
  return text && `?${text}`;
};

/** Encodes a name as one step of a path. A browser would resolve `..` upwards, to the events of all orders. */
export const pathStep = (name: string): string => {
  if (UNREACHABLE.includes(name)) throw new FlagpostError('not_found', 'No address leads to this.');
  return encodeURIComponent(name.toWellFormed());
};

export const orderPath = (id: string, tail: string) => `/v1/orders/${pathStep(id)}${tail}`;

/** The viewer's calls of the API, typed. It throws only `FlagpostError`, apart from an abort. */
export class Client {
  readonly #api: string;
  readonly #getToken: GetToken;

  constructor(api: string, getToken: GetToken) {
    this.#api = api.replace(/\/+$/, '');
    this.#getToken = getToken;
  }

  async timeline(orderId: string, signal?: AbortSignal): Promise<Timeline> {
    return this.request(orderPath(orderId, '/events'), { signal });
  }

  feed(query: FeedQuery = {}, signal?: AbortSignal): Promise<FeedPage> {
    return this.request(`/v1/events${queryString(query)}`, { signal });
  }

  attention(read?: RequestOptions['read']): Promise<Attention> {
    return this.request('/v1/attention', { read });
  }

  /** Any call of the API. `client/writes.ts` has the calls that the badge does not need. */
  async request<Answer>(path: string, options: RequestOptions): Promise<Answer> {
    try {
      const response = await this.#sendWithToken(path, options);
      if (!response.ok) throw await errorOf(response);
      if (options.read) return (await options.read(response)) as Answer;
      const answer = await response.json();
      if (isValid(answer)) return answer as Answer;
      throw new SyntaxError();
    } catch (error) {
      // An abort is passed on, since the caller caused it.
      if (error instanceof FlagpostError || options.signal?.aborted) throw error;
      // Compared by name, since Safari throws a DOMException.
      throw (error as Error).name === 'SyntaxError'
        ? new FlagpostError('failed', 'The answer was not JSON.')
        : new FlagpostError('offline', 'Flagpost could not be reached.');
    }
  }

  /** Sends the request, and once more with a new token if the first one is refused. */
  async #sendWithToken(path: string, options: RequestOptions): Promise<Response> {
    const token = await this.#getToken();
    if (!token) throw new FlagpostError('signed_out', 'There is no token to ask with.');
    const response = await this.#send(path, options, token);
    if (response.status !== 401) return response;
    const renewed = await this.#getToken(token);
    return renewed && renewed !== token ? this.#send(path, options, renewed) : response;
  }

  #send(path: string, { method = 'GET', body, signal = null }: RequestOptions, token: string): Promise<Response> {
    // Not `cache: 'no-cache'`: Chromium would send a preflight each time. The Worker's `Cache-Control` already makes the
    // browser send `If-None-Match` and read a 304 from its own cache.
    return http.fetch(this.#api + path, {
      method,
      headers: { Authorization: `Bearer ${token}`, ...(body && { 'Content-Type': 'application/json' }) },
      body: body ?? null,
      signal,
    });
  }
}
