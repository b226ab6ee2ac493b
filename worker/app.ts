import { Hono } from 'hono';
import { limitBody } from './http/body.ts';
import type { App } from './http/context.ts';
import { Problem } from './http/problem-json.ts';
import { viewerCors } from './middleware/cors.ts';
import { onError } from './middleware/on-error.ts';
import { actions } from './routes/actions.ts';
import { alerts } from './routes/alerts.ts';
import { attention } from './routes/attention.ts';
import { catchUp } from './routes/catch-up.ts';
import { documents } from './routes/documents.ts';
import { erase } from './routes/erase.ts';
import { events } from './routes/events.ts';
import { exports } from './routes/exports.ts';
import { health } from './routes/health.ts';
import { orders } from './routes/orders.ts';
import { record } from './routes/record.ts';
import { snooze } from './routes/snooze.ts';
import { tokens } from './routes/tokens.ts';
import { webhooks } from './routes/webhooks.ts';

/** The table of contents: each resource is a small app of its own. `/widgets.js` and `/badge.js` are static assets. */
export const app = new Hono<App>();

app
  .use('/v1/*', viewerCors())
  .use(limitBody())
  .route('/v1/events', record)
  .route('/v1/events', events)
  .route('/v1/events', snooze)
  .route('/v1/events', actions)
  .route('/v1', exports)
  .route('/v1/orders', orders)
  .route('/v1/attention', attention)
  .route('/v1/tokens', tokens)
  .route('/v1/erase', erase)
  .route('/v1/alerts', alerts)
  .route('/v1/catch-up', catchUp)
  .route('/webhooks', webhooks)
  .route('/healthz', health)
  .route('/', documents(app))
  .notFound(() => new Problem(404, 'There is nothing here.').toResponse())
  .onError(onError);
