import { parseJson } from '../http/body.ts';
import { type Access, ListingError } from './listing.ts';

/** Of one try, in ms. */
const TIMEOUT = 20_000;
/** Between tries that failed, in ms. */
const PAUSES = [500, 2000];
/** Where the provider does not say how long its limit lasts, in ms. */
const USUAL_WAIT = 2000;

export const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Seconds or a date, in ms from now. */
const retryAfter = (header: string | null): number => {
  const seconds = Number(header);
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header ?? '') - Date.now();
  return header !== null && ms >= 0 ? ms : USUAL_WAIT;
};

/** One try. Null where nobody answers in time. */
const attempt = async (url: URL, init: RequestInit): Promise<Response | null> => {
  try {
    // A key goes to the address that the settings name, and nowhere else.
    return await fetch(url.href, { ...init, redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT) });
  } catch {
    return null;
  }
};

const failing = (host: string, response: Response | null): ListingError =>
  new ListingError('failing', response ? `${host} answers ${response.status}` : `${host} does not answer`);

/** The JSON of an answer that is one. */
const jsonOf = async (host: string, response: Response): Promise<unknown> => {
  try {
    return parseJson(await response.text());
  } catch {
    throw new ListingError('failing', `${host} answers something other than JSON`);
  }
};

/**
 * Asks a provider's API and returns its JSON. Waits where a rate limit passes within the caller's patience, tries again where
 * the provider fails, and throws `ListingError` otherwise. No message holds the key.
 */
export const ask = async (access: Access, url: URL, init: RequestInit = {}): Promise<unknown> => {
  const headers = { Accept: 'application/json', 'User-Agent': 'Flagpost', ...access.headers, ...init.headers };
  const { host } = url;
  let patience = access.patience;
  for (let failed = 0; ; ) {
    access.requests++;
    const response = await attempt(url, { ...init, headers });
    if (response?.ok) return jsonOf(host, response);
    await response?.body?.cancel();
    const status = response?.status ?? 503;
    if (status === 429) {
      const wait = retryAfter(response!.headers.get('Retry-After'));
      if (wait > patience) throw new ListingError('limited', `${host} asks to come back later`, wait);
      patience -= Math.max(wait, 1);
      await sleep(wait);
    } else if (status < 500) {
      if (status === 401 || status === 403) throw new ListingError('refused', `${host} refuses the key (${status})`);
      const isElsewhere = status >= 300 && status < 400;
      throw new ListingError('refused', isElsewhere ? `${host} has moved elsewhere` : `${host} answers ${status}`);
    } else {
      const pause = PAUSES[failed++];
      if (pause === undefined) throw failing(host, response);
      await sleep(pause);
    }
  }
};
