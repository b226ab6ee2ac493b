import { Hono } from 'hono';
import * as v from 'valibot';
import type { WebhookAccepted } from '../contract/api.ts';
import { lookup } from '../domain/lookup.ts';
import { resumedSource } from '../domain/own-entry.ts';
import type { FoldSettings } from '../domain/story/fold.ts';
import { DEFAULT_LOCALE, type Env, foldSettings, sourceSecrets } from '../env.ts';
import { parseJson } from '../http/body.ts';
import type { App } from '../http/context.ts';
import { Problem } from '../http/problem-json.ts';
import { countDelivered } from '../middleware/rate-limit.ts';
import { ANSWERS } from '../openapi/answers.ts';
import { documented } from '../openapi/operation.ts';
import { SOURCES } from '../sources/index.ts';
import { type Delivery, Refused, type Source } from '../sources/source.ts';
import { entryFromSource } from '../sources/source-entry.ts';
import { translate } from '../sources/translate.ts';
import { append } from '../store/append.ts';
import { type Database, database } from '../store/database.ts';
import { countDelivery, countRefused, markHeard } from '../store/source-stat.ts';

/** The source of that name, and its secrets; 404 for an unknown one, or one without a secret. */
const openSource = (name: string, env: Env): { source: Source; secrets: string[] } => {
  const source = lookup(SOURCES, name);
  const secrets = source ? sourceSecrets(env, name) : [];
  if (!source || secrets.length === 0) throw new Problem(404, 'No such source is open. Its webhook secret opens it.');
  return { source, secrets };
};

/** Verifies a delivery with any of the secrets, since they are rotated. The reason of a refusal is logged, and not returned. */
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
  countRefused(source.name);
  console.warn(JSON.stringify({ refused: source.name, codes: refusals }));
  throw new Problem(401, `This is not a delivery that ${source.name} signed with the secret set here.`);
};

/**
 * Counts a delivery, and closes the problem of a source that was silent. An error here does not fail the request, since the provider
 * would send the stored events again.
 */
const count = async (
  db: Database,
  { name }: Source,
  counts: Parameters<typeof countDelivery>[2],
  settings: FoldSettings,
  now: number,
): Promise<void> => {
  try {
    const quiet_at = await countDelivery(db, name, counts, now);
    if (quiet_at === null) return;
    await append(db, [resumedSource(name, quiet_at, now)], settings, now);
    await markHeard(db, name, quiet_at);
  } catch {
    console.error(JSON.stringify({ uncounted: name }));
  }
};

const delivering = documented({
  summary: 'A delivery, as its provider signs it.',
  body: v.looseObject({}),
  answers: {
    200: ANSWERS.WebhookAccepted,
    401: 'No secret vouches for it.',
    404: 'No such source is open.',
    429: 'Too many deliveries, or too many that no secret vouches for; `Retry-After` says how long to wait.',
  },
});

export const webhooks = new Hono<App>().post('/:source', delivering, async (c) => {
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
  await countDelivered(c.env, source.name);
  const body = parseJson(new TextDecoder().decode(delivery.body));
  await source.confirm?.(body);
  const locale = c.env.LOCALE ?? DEFAULT_LOCALE;
  const items = source.items?.(body) ?? [body];
  const told = items.map((item) => translate(source, item, delivery));
  const entries = told.flat().map((event) => entryFromSource(source.name, event, delivery.received_at, locale));
  const db = database(c.env.DB);
  const settings = foldSettings(c.env);
  const { added } = await append(db, entries, settings, delivery.received_at);
  const [accepted, duplicates] = [added.size, entries.length - added.size];
  const ignored = items.filter((_, i) => told[i]!.length === 0).map((item) => source.kind(item, delivery));
  await count(db, source, { accepted, duplicates, ignored }, settings, delivery.received_at);
  return c.json({ accepted, duplicates, ignored: ignored.length } satisfies WebhookAccepted);
});
