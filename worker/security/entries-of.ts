import { parseJson } from '../http/body.ts';
import { delivery } from '../sources/fixtures/delivery.ts';
import { SOURCES } from '../sources/index.ts';
import { entryFromSource } from '../sources/source-entry.ts';
import type { PlainRequest } from '../testing/tested-worker.ts';

/** The moment at which each delivery arrives, so that equal deliveries have equal entries. */
const NOW = Date.now();

/** The entries of a delivery, by the Worker's own translation. */
export const entriesOf = (name: string, { body, headers, path }: PlainRequest) => {
  const source = SOURCES[name]!;
  const text = Buffer.from(body!, 'base64').toString();
  const delivered = delivery(text, headers, NOW, new URL(path, 'https://x').search);
  const items = source.items?.(parseJson(text)) ?? [parseJson(text)];
  const events = items.flatMap((item) => source.translate(item, delivered));
  return events.map((event) => ({ ...entryFromSource(name, event, NOW, 'en-GB'), key: null }));
};

/**
 * The entries' types, and in place of each other value its kind: the Worker treats entries of one shape alike. A value without a
 * kind is left out.
 */
export const shapeOf = (entries: unknown[], kindOf = (value: unknown): string | undefined => typeof value): string =>
  JSON.stringify(entries, (key, value) =>
    key === 'event_type' || value === null || typeof value === 'object' ? value : kindOf(value),
  );
