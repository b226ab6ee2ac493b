import { app } from '../app.ts';
import type { Env } from '../env.ts';

/** An answer, as JSON, to what a test asks. */
export type Route<Question, Answer> = (env: Env, question: Question) => Promise<Answer>;

/** The Worker with more routes, for tests alone: they play in workerd, where a statement is not a request. */
export const withRoutes = (routes: Record<string, Route<never, unknown>>): ExportedHandler<Env> => ({
  async fetch(request, env, context) {
    const route = routes[new URL(request.url).pathname];
    if (!route) return app.fetch(request, env, context);
    try {
      return Response.json(await route(env, (await request.json()) as never));
    } catch (error) {
      return new Response((error as Error).stack ?? String(error), { status: 500 });
    }
  },
});
