import { Hono } from 'hono';
import { type App, viewer } from '../auth.ts';
import { conditional } from '../conditional.ts';
import { countOpen } from '../store/attention.ts';
import { database } from '../store/database.ts';

export const attention = new Hono<App>().get('/', viewer('read'), async (c) =>
  conditional(c, await countOpen(database(c.env.DB), c.get('viewer').order_id)),
);
