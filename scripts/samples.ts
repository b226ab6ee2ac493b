// `npm run samples -- <folder>`: prints the events that each file of <folder>/<source>/ becomes, for a person to read.
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fold } from '../worker/domain/story/fold.ts';
import { type Env, foldSettings } from '../worker/env.ts';
import { parseJson } from '../worker/http/body.ts';
import { utf8 } from '../worker/http/bytes.ts';
import { record } from '../worker/sources/fields.ts';
import { SOURCES } from '../worker/sources/index.ts';
import type { Delivery, Source } from '../worker/sources/source.ts';
import { entryFromSource } from '../worker/sources/source-entry.ts';
import { newRow } from '../worker/store/new-row.ts';

/** Folders with another name than their source. */
const FOLDERS: Record<string, string> = { 'ses-sns': 'ses', 'standard-webhooks': 'standard', svix: 'standard' };

/** The headers of a delivery, guessed from the file's name: `orders-create.docs.json` is `orders/create`. */
const headersOf = (file: string, name: string): Record<string, string> => {
  const [topic = ''] = file.split('.');
  return {
    'webhook-id': `msg_${file}`,
    'webhook-timestamp': '0',
    'webhook-signature': 'v1,',
    'x-shopify-topic': topic.replace('-', '/'),
    'x-shopify-webhook-id': file,
    'x-wc-webhook-topic': file.split('.').slice(0, 2).join('.'),
    ...(name === 'printful' && file.startsWith('v2') && { 'x-pf-webhook-signature': '00' }),
  };
};

/** Adds the SNS envelope to a message of SES that has none. */
const enveloped = (name: string, body: unknown): unknown =>
  name === 'ses' && !record(body).Type
    ? { Type: 'Notification', MessageId: 'none', Message: JSON.stringify(body) }
    : body;

/** The events of an item, without those that the fold hides, such as a needless release. */
const shownOf = async (source: Source, item: unknown, delivery: Delivery): Promise<string[]> => {
  const translated = source.translate(item, delivery);
  if (translated.length === 0) return [`ignored (${source.kind(item, delivery)})`];
  const entries = translated.map((event) => entryFromSource(source.name, event, delivery.received_at, 'en-GB'));
  const rows = await Promise.all(entries.map((entry) => newRow(entry, delivery.received_at)));
  const { states } = fold(
    rows.map(({ event }) => event),
    foldSettings({} as Env),
  );
  return rows.flatMap(({ event: { id, event_type, level, occurred_at }, message }, i) => {
    if (states.get(id)?.hidden) return [];
    const { order_id, refs } = entries[i]!;
    const time = translated[i]!.occurred_at === null ? 'when received' : new Date(occurred_at).toISOString();
    return [`${event_type} [${level}] “${message}” · order ${order_id ?? (refs.join(' ') || '?')} · ${time}`];
  });
};

const shown = async (source: Source, body: unknown, delivery: Delivery): Promise<string[]> => {
  const items = source.items?.(body) ?? [body];
  return (await Promise.all(items.map((item) => shownOf(source, item, delivery)))).flat();
};

const become = async (source: Source, path: string): Promise<string[]> => {
  const file = basename(path);
  const bytes = utf8(readFileSync(path, 'utf8'));
  const url = new URL(`https://flagpost.example/webhooks/${source.name}`);
  const headers = new Headers(headersOf(file, source.name));
  const delivery: Delivery = { body: bytes, headers, url, received_at: Date.now() };
  if (file.endsWith('.txt')) delivery.headers.set('content-type', 'application/x-www-form-urlencoded');
  const greeting = source.greet?.(delivery);
  if (greeting) return [`greeted with ${greeting.status}`];
  let body: unknown;
  try {
    body = parseJson(new TextDecoder().decode(bytes));
  } catch {
    return ['no JSON: 400'];
  }
  return shown(source, enveloped(source.name, body), delivery);
};

const [folder] = process.argv.slice(2);
if (!folder) throw new Error('Which folder? npm run samples -- <folder>');

let broken = 0;
for (const { name: sub } of readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory())) {
  const source = SOURCES[FOLDERS[sub] ?? sub];
  const files = readdirSync(join(folder, sub)).filter((file) => /\.(json|txt)$/.test(file) && file !== 'SOURCE.txt');
  for (const file of files) {
    const write = (line: string) => console.log(`${sub}/${file} → ${line}`);
    try {
      for (const line of source ? await become(source, join(folder, sub, file)) : ['no such source']) write(line);
    } catch (error) {
      broken++;
      write(`BROKEN: ${error}`);
    }
  }
}
process.exit(broken > 0 ? 1 : 0);
