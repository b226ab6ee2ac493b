import type { OperationObject, Paths } from './types.ts';

const script = (summary: string): { get: OperationObject } => ({
  get: {
    summary,
    tags: ['elements'],
    responses: {
      200: { description: 'A module script.', content: { 'text/javascript': { schema: { type: 'string' } } } },
      304: { description: 'The script is still the one that If-None-Match names.' },
    },
  },
});

/** The files that `npm run build` makes and Cloudflare serves without calling the Worker. */
export const ASSETS: Paths = {
  '/widgets.js': script('The three elements.'),
  '/badge.js': script('`<attention-badge>` alone.'),
  '/status.js': script('`<order-status>`, for customers.'),
};
