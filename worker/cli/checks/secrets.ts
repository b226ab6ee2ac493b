import { type Check, type Deployment, type Finding, fine, wrong } from './check.ts';

const PUT = (name: string) => `Run: npx wrangler secret put ${name}   (openssl rand -hex 32 makes one)`;

/** Tries a call that needs a secret. `missing` is the setting that its 503 names; 401 means that the key differs. */
const probe = async ({ url, apiKey }: Deployment, method: string, path: string) => {
  const headers = method === 'POST' ? { Authorization: `Bearer ${apiKey}`, 'Content-Type': 'application/json' } : {};
  const response = await fetch(url + path, { method, headers, ...(method === 'POST' && { body: '{}' }) });
  const { detail = '' } = (await response.json().catch(() => ({}))) as { detail?: string };
  return { status: response.status, missing: /^(\w+) is not set/.exec(detail)?.[1] };
};

/** Whether all secrets are set, and the API key of this machine is one of the Worker's. */
export const secrets: Check = async (deployment) => {
  if (deployment.status === 0) return [];
  const server = await probe(deployment, 'POST', '/v1/tokens');
  const viewer = await probe(deployment, 'GET', '/v1/attention');
  const missing = [server.missing, viewer.missing].filter((name) => name !== undefined);
  const found: Finding[] = missing.map((name) =>
    wrong(`The secret ${name} is missing, or shorter than 32 characters.`, PUT(name)),
  );
  if (server.status === 401) {
    found.push(wrong('The API key is not one of the Worker’s API_KEYS.', 'Set FLAGPOST_API_KEY to one of them.'));
  }
  const weak = Object.entries(deployment.health?.setup?.secrets ?? {}).filter(([, state]) => state === 'weak');
  for (const [name] of weak.filter(([name]) => !missing.includes(name))) {
    found.push(wrong(`${name} has a key that is shorter than 32 characters, which counts as none.`, PUT(name)));
  }
  return found.length > 0 ? found : [fine('The secrets are set, and the API key fits.')];
};
