import { type Fields, identifier, list, record, text } from '../../fields.ts';
import type { Listed } from '../../listing.ts';
import { OF_ONE } from '../query.ts';

/** `gid://shopify/Order/1` → `1`, as webhooks have it. */
export const idOf = (gid: unknown): string | null => /\d+$/.exec(identifier(gid) ?? '')?.[0] ?? null;

/** `PARTIALLY_PAID` → `partially_paid`, as webhooks write it. */
export const word = (value: unknown): string | null => text(value)?.toLowerCase() ?? null;

/** The nodes of a connection. */
export const nodes = (connection: unknown): Fields[] => list(record(connection).nodes).map(record);

/** The items of an order, without those that were taken out. Of one with more than are asked for nobody knows how many. */
export const linesOf = ({ lineItems, requiresShipping }: Fields): Fields[] => {
  if (requiresShipping === false) return [{ requires_shipping: false }];
  const lines = nodes(lineItems);
  if (lines.length >= OF_ONE.items) return [];
  return lines
    .filter(({ currentQuantity }) => Number(currentQuantity) > 0)
    .map(({ currentQuantity: quantity, requiresShipping: requires_shipping }) => ({ quantity, requires_shipping }));
};

/** A part of an order as the webhook of a topic brings it. `key` is the same however often it is listed. */
export const as = (topic: string, key: string, item: Fields): Listed => ({
  item,
  headers: { 'x-shopify-topic': topic, 'x-shopify-webhook-id': `list:${topic}:${key}` },
});
