import { Hono } from 'hono';
import * as v from 'valibot';
import { CHANNELS } from '../contract/alerts.ts';
import type { AlertsTested } from '../contract/api.ts';
import { channelsOn } from '../domain/alert-settings.ts';
import { parse, readJson } from '../http/body.ts';
import type { App } from '../http/context.ts';
import { testChannels } from '../jobs/test-channels.ts';
import { adminKey } from '../middleware/auth.ts';
import { ANSWERS } from '../openapi/answers.ts';
import { documented } from '../openapi/operation.ts';

const Request = v.strictObject(
  { channel: v.optional(v.picklist(CHANNELS, `must be one of ${CHANNELS.join(', ')}`)) },
  ({ expected }) => (expected === 'never' ? 'is not a field of this call' : 'is required'),
);

const testing = documented({
  summary: 'Sends a real message to a channel, or to each that is set, and says what came of it.',
  body: Request,
  bodyOptional: true,
  answers: { 200: ANSWERS.AlertsTested },
});

export const alerts = new Hono<App>().post('/test', testing, adminKey(), async (c) => {
  const { channel } = parse(Request, (await c.req.arrayBuffer()).byteLength === 0 ? {} : await readJson(c));
  if (channel !== undefined && !channelsOn(c.env).includes(channel)) {
    return c.json({ sent: [], failed: [{ channel, reason: 'it is not set' }] } satisfies AlertsTested);
  }
  return c.json((await testChannels(c.env, channel ? [channel] : CHANNELS)) satisfies AlertsTested);
});
