import type { Context } from 'hono';
import type { App } from './auth.ts';
import { hex } from './store/event-id.ts';

/**
 * Answers JSON under an ETag, and 304 to who has it already. The tag leaves `as_of` out, since it is no news that time
 * passed, and takes in what the viewer may see, since two people's views of one URL are not each other's.
 */
export const conditional = async (c: Context<App>, body: object): Promise<Response> => {
  const { as_of: _, ...lasting } = body as { as_of?: string };
  const { scopes, order_id } = c.get('viewer');
  const content = new TextEncoder().encode(JSON.stringify([scopes, order_id, lasting]));
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', content));
  const etag = `W/"${hex(digest.subarray(0, 12))}"`;
  c.header('ETag', etag);
  const known = c.req.header('If-None-Match')?.split(/\s*,\s*/) ?? [];
  return known.includes(etag) || known.includes('*') ? c.body(null, 304) : c.json(body);
};
