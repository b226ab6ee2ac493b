import type { Listed } from './listing.ts';
import type { Delivery, Source, SourceEvent } from './source.ts';

/** What an item tells. An authentic one never becomes an error, which its provider would send again for days. */
export const translate = (source: Source, item: unknown, delivery: Delivery): SourceEvent[] => {
  try {
    return source.translate(item, delivery);
  } catch (error) {
    console.error(JSON.stringify({ untranslated: source.name, name: error instanceof Error ? error.name : '' }));
    return [];
  }
};

/** The headers of a listed item; none where what was sent is no header. */
const headersOf = ({ headers = {} }: Listed): Headers => {
  try {
    return new Headers(headers);
  } catch {
    return new Headers();
  }
};

/** What a listed item tells, as if a webhook had brought it. */
export const translateListed = (source: Source, listed: Listed, received_at: number): SourceEvent[] => {
  const url = new URL(`https://flagpost.invalid/webhooks/${source.name}`);
  return translate(source, listed.item, { body: new Uint8Array(), headers: headersOf(listed), url, received_at });
};
