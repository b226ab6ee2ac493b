import type { Context } from 'hono';
import { hex } from '../domain/event-id.ts';
import type { App } from './context.ts';

/**
 * Sets the ETag of an answer, and returns whether the caller has that answer already. Scopes and order are part of the tag, since
 * they decide what a viewer may see.
 */
export const isKnown = async (c: Context<App>, content: unknown): Promise<boolean> => {
  const { scopes, order_id } = c.get('viewer');
  const bytes = new TextEncoder().encode(JSON.stringify([scopes, order_id, content]));
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  const etag = `W/"${hex(digest.subarray(0, 12))}"`;
  c.header('ETag', etag);
  // A proxy may have made the tag strong, which changes nothing. @see https://www.rfc-editor.org/rfc/rfc9110#section-13.1.2
  const known = c.req.header('If-None-Match')?.split(/\s*,\s*/) ?? [];
  return known.some((tag) => tag === etag || tag === etag.slice(2) || tag === '*');
};

/**
 * Answers JSON with an ETag, and 304 to a caller that has the answer already. `as_of` does not change the tag, since it differs each
 * time. `of` does: it names the rows that the answer was made of.
 */
export const conditional = async (c: Context<App>, body: object, of?: string[]): Promise<Response> => {
  const { as_of: _, ...lasting } = body as { as_of?: string };
  return (await isKnown(c, { ...lasting, of })) ? c.body(null, 304) : c.json(body);
};
