import type { Context } from 'hono';
import { hex } from '../domain/event-id.ts';
import type { App } from './context.ts';

/** Sets the ETag of what is answered; true where the caller has it already. Two people's views are not each other's. */
export const isKnown = async (c: Context<App>, content: unknown): Promise<boolean> => {
  const { scopes, order_id } = c.get('viewer');
  const bytes = new TextEncoder().encode(JSON.stringify([scopes, order_id, content]));
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  const etag = `W/"${hex(digest.subarray(0, 12))}"`;
  c.header('ETag', etag);
  // A proxy may have made the tag a strong one; it is the same. @see https://www.rfc-editor.org/rfc/rfc9110#section-13.1.2
  const known = c.req.header('If-None-Match')?.split(/\s*,\s*/) ?? [];
  return known.some((tag) => tag === etag || tag === etag.slice(2) || tag === '*');
};

/**
 * Answers JSON under an ETag, and 304 to who has it already. The tag leaves `as_of` out: that time passed is no news. It
 * is another one, too, where `of` is: what the answer was made of.
 */
export const conditional = async (c: Context<App>, body: object, of?: string[]): Promise<Response> => {
  const { as_of: _, ...lasting } = body as { as_of?: string };
  return (await isKnown(c, { ...lasting, of })) ? c.body(null, 304) : c.json(body);
};
