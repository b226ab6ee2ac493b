import { type Fields, identifier, list, record, text } from '../../fields.ts';
import type { Listed } from '../../listing.ts';

/** `gid://shopify/Order/1` → `1`, as webhooks have it. */
export const idOf = (gid: unknown): string | null => /\d+$/.exec(identifier(gid) ?? '')?.[0] ?? null;

/** `PARTIALLY_PAID` → `partially_paid`, as webhooks write it. */
export const word = (value: unknown): string | null => text(value)?.toLowerCase() ?? null;

/** The nodes of a connection. */
export const nodes = (connection: unknown): Fields[] => list(record(connection).nodes).map(record);

/** A part of an order as the webhook of a topic brings it. `key` is the same however often it is listed. */
export const as = (topic: string, key: string, item: Fields): Listed => ({
  item,
  headers: { 'x-shopify-topic': topic, 'x-shopify-webhook-id': `list:${topic}:${key}` },
});
