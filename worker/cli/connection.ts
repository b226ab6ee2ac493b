import type { Command } from 'commander';

/** The address of the Worker, and an API key. */
export interface Connection {
  /** Its origin, without a slash at the end. */
  url: string;
  apiKey: string;
}

/** An error that the person at the terminal can put right; it is shown without a stack. */
export class Mistake extends Error {
  override name = 'Mistake';
}

/** Adds the options for the Worker's address and API key, which the environment may give too. */
export const withConnection = (command: Command): Command =>
  command
    .option('--url <url>', 'where the Worker is (or FLAGPOST_URL)')
    .option('--api-key <key>', 'one of its API_KEYS (or FLAGPOST_API_KEY, which no list of processes shows)');

/** The origin of an address; a mistake with an example where it is no address. */
export const originOf = (text: string): string => {
  const url = URL.canParse(text.trim()) ? new URL(text.trim()) : null;
  if (url && /^https?:$/.test(url.protocol)) return url.origin;
  throw new Mistake(`${text} is not an address such as https://admin.your-shop.example.`);
};

/** The connection from options or environment; a mistake that names the missing one. */
export const connectionOf = (options: { url?: string; apiKey?: string }, env: NodeJS.ProcessEnv): Connection => {
  const url = options.url ?? env.FLAGPOST_URL;
  const apiKey = options.apiKey ?? env.FLAGPOST_API_KEY;
  if (!url)
    throw new Mistake("Give the Worker's address by --url https://flagpost.example.workers.dev, or in FLAGPOST_URL.");
  if (!apiKey) throw new Mistake("Give one of the Worker's API_KEYS in FLAGPOST_API_KEY, or by --api-key.");
  return { url: originOf(url), apiKey };
};

/** Asks the Worker for a token that may read the whole log for an hour. */
export const readToken = async ({ url, apiKey }: Connection): Promise<string> => {
  const response = await reach(`${url}/v1/tokens`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${apiKey}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ sub: 'flagpost', scope: 'read' }),
  });
  const body = (await response.json().catch(() => ({}))) as { token?: string; detail?: string };
  if (!body.token) throw new Mistake(`The Worker refused to make a token: ${body.detail ?? response.status}`);
  return body.token;
};

/** Fetches an address; a mistake that names its origin where nobody answers. */
export const reach = async (url: string, init?: RequestInit): Promise<Response> => {
  try {
    return await fetch(url, init);
  } catch {
    throw new Mistake(`Nobody answers at ${new URL(url).origin}.`);
  }
};
