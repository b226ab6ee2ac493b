import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { parseEnv } from 'node:util';

const hex = () => randomBytes(24).toString('hex');
const whsec = () => `whsec_${randomBytes(32).toString('base64')}`;

/** The secrets that the demo's Worker shares with the demo's shop and providers. */
const fresh = (origin: string) => ({
  API_KEYS: `fp_${hex()}`,
  ADMIN_KEYS: `fpa_${hex()}`,
  TOKEN_SECRET: hex(),
  ALLOWED_ORIGINS: origin,
  STRIPE_WEBHOOK_SECRET: `whsec_${hex()}`,
  PRINTIFY_WEBHOOK_SECRET: hex(),
  RESEND_WEBHOOK_SECRET: whsec(),
  STANDARD_WEBHOOK_SECRET: whsec(),
  ACTIONS_URL: `${origin}/actions`,
  ACTIONS_SECRET: whsec(),
  ALERT_URL: `${origin}/chat`,
  ALERT_SECRET: whsec(),
});

export type Secrets = ReturnType<typeof fresh>;

const readEnv = (file: string): Record<string, string | undefined> => {
  try {
    return parseEnv(readFileSync(file, 'utf8'));
  } catch {
    return {};
  }
};

/** Reads the secrets in `file`, and adds random ones for those that are missing. */
export const localSecrets = (file: string, origin: string): Secrets => {
  const known = readEnv(file);
  const missing = Object.entries(fresh(origin)).filter(([name]) => !known[name]);
  if (missing.length) {
    const lines = missing.map(([name, value]) => `${name}=${value}\n`);
    const before = Object.keys(known).length ? '\n' : '';
    writeFileSync(file, before + lines.join(''), { flag: 'a', mode: 0o600 });
  }
  return readEnv(file) as Secrets;
};
