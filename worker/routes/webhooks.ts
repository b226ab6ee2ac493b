import { Hono } from 'hono';
import type { App } from '../auth.ts';
import { parseJson } from '../body.ts';
import type { WebhookAccepted } from '../contract/api.ts';
import { fromSource } from '../entry.ts';
import { DEFAULT_LOCALE, type Env, list } from '../env.ts';
import { deadlines } from '../expectations.ts';
import { Problem } from '../problem-json.ts';
import { SOURCES } from '../sources/index.ts';
import { type Delivery, Refused, type Source, type SourceEvent } from '../sources/source.ts';
import { append } from '../store/append.ts';
import { database } from '../store/database.ts';

/** The source, and what vouches for its deliveries. One without a secret is closed. */
const openSource = (name: string, env: Env): { source: Source; secrets: string[] } => {
  const source = Object.hasOwn(SOURCES, name) ? SOURCES[name] : undefined;
  const secrets = source ? list(env[`${name.toUpperCase()}_WEBHOOK_SECRET`]) : [];
  if (!source || secrets.length === 0) throw new Problem(404, 'No such source is open. Its webhook secret opens it.');
  return { source, secrets };
};

/** Any of the secrets will do, since they are rotated. A refusal's reason is for our log, not for the stranger. */
const verify = async (source: Source, secrets: string[], delivery: Delivery): Promise<void> => {
  const refusals: string[] = [];
  for (const secret of secrets) {
    try {
      return await source.verify(delivery, secret);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      refusals.push(error.code);
    }
  }
  console.warn(JSON.stringify({ refused: source.name, codes: refusals }));
  throw new Problem(401, `This is not a delivery that ${source.name} signed with the secret set here.`);
};

/** An authentic item never becomes an error, which the provider would send again for days. */
const translate = (source: Source, item: unknown, delivery: Delivery): SourceEvent[] => {
  try {
    return source.translate(item, delivery);
  } catch (error) {
    console.error(JSON.stringify({ untranslated: source.name, name: error instanceof Error ? error.name : '' }));
    return [];
  }
};

export const webhooks = new Hono<App>().post('/:source', async (c) => {
  const { source, secrets } = openSource(c.req.param('source'), c.env);
  const delivery: Delivery = {
    body: new Uint8Array(await c.req.arrayBuffer()),
    headers: c.req.raw.headers,
    url: new URL(c.req.url),
    received_at: Date.now(),
  };
  const greeting = source.greet?.(delivery);
  if (greeting) return greeting;
  await verify(source, secrets, delivery);
  const body = parseJson(new TextDecoder().decode(delivery.body));
  await source.confirm?.(body);
  const locale = c.env.LOCALE ?? DEFAULT_LOCALE;
  const told = (source.items?.(body) ?? [body]).map((item) => translate(source, item, delivery));
  const entries = told.flat().map((event) => fromSource(source.name, event, delivery.received_at, locale));
  const { added } = await append(database(c.env.DB), entries, delivery.received_at, deadlines(c.env));
  return c.json({
    accepted: added.size,
    duplicates: entries.length - added.size,
    ignored: told.filter((events) => events.length === 0).length,
  } satisfies WebhookAccepted);
});
