import type { Described } from './types.ts';

const script = (summary: string) => ({
  get: {
    summary,
    tags: ['elements'],
    responses: {
      200: { description: 'A module script.', content: { 'text/javascript': { schema: { type: 'string' as const } } } },
      304: { description: 'What If-None-Match names is still so.' },
    },
  },
});

/** The files that `npm run build` makes and Cloudflare serves without asking the Worker. */
export const ASSETS: Record<string, Record<string, Described>> = {
  '/widgets.js': script('The three elements.'),
  '/badge.js': script('`<attention-badge>` alone.'),
  '/status.js': script('`<order-status>`, for customers.'),
};
