import type { Env } from '../env.ts';
import worker from '../index.ts';
import { tallies } from '../store/source-stat.ts';

/** An answer, as JSON, to what a test asks. */
export type Route<Question, Answer> = (env: Env, question: Question) => Promise<Answer>;

/** The settings of the running test. They come by a request, since workerd starts more slowly than most files test. */
let settings: Partial<Env> = {};

const setSettings: Route<Partial<Env>, null> = async (_, changed) => {
  settings = changed;
  // The isolate forgets what it counted for an earlier test file.
  tallies.clear();
  return null;
};

/** The Worker with more routes, for tests alone: they play in workerd, where a statement is not a request. */
export const withRoutes = (routes: Record<string, Route<never, unknown>>) => {
  const all: typeof routes = { ...routes, '/settings': setSettings };
  return {
    async fetch(request, env, context) {
      const route = all[new URL(request.url).pathname];
      const own = { ...env, ...settings };
      if (!route) return worker.fetch(request, own, context);
      try {
        return Response.json(await route(own, (await request.json()) as never));
      } catch (error) {
        return new Response((error as Error).stack ?? String(error), { status: 500 });
      }
    },
    scheduled: (controller, env) => worker.scheduled(controller, { ...env, ...settings }),
  } satisfies ExportedHandler<Env>;
};
