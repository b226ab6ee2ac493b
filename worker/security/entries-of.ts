import { parseJson } from '../http/body.ts';
import { delivery } from '../sources/fixtures/delivery.ts';
import { SOURCES } from '../sources/index.ts';
import { entryFromSource } from '../sources/source-entry.ts';
import type { PlainRequest } from './batch-worker.ts';

/** The entries of a delivery, by the Worker's own translation. */
export const entriesOf = (name: string, { body, headers, path }: PlainRequest) => {
  const source = SOURCES[name]!;
  const text = Buffer.from(body!, 'base64').toString();
  const delivered = delivery(text, headers, Date.now(), new URL(path, 'https://x').search);
  const items = source.items?.(parseJson(text)) ?? [parseJson(text)];
  const events = items.flatMap((item) => source.translate(item, delivered));
  return events.map((event) => ({ ...entryFromSource(name, event, Date.now(), 'en-GB'), key: null }));
};
