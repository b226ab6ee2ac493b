import { type Context, Hono } from 'hono';
import type { LogEvent } from '../contract/event.ts';
import { isKnown } from '../http/conditional.ts';
import type { App } from '../http/context.ts';
import { BOM, csvLine } from '../http/csv.ts';
import { encodeCursor } from '../http/cursor.ts';
import { Query, readFeedQuery } from '../http/feed-query.ts';
import { invalid } from '../http/problem-json.ts';
import { viewer } from '../middleware/auth.ts';
import { documented } from '../openapi/operation.ts';
import { database } from '../store/database.ts';
import { readLongPage } from '../store/long-page.ts';

/** The most events of one request. */
const MOST = 5000;
const QUERY = Query(MOST);

/** The columns of an export. Spreadsheets rely on their order, so a new one goes to the end. */
const COLUMNS = [
  'occurred_at',
  'level',
  'event_type',
  'order_id',
  'message',
  'source',
  'actor',
  'problem',
  'repeats',
  'resolved_at',
  'resolved_by',
  'inserted_at',
  'id',
  'payload',
] as const satisfies (keyof LogEvent)[];

interface Format {
  extension: string;
  type: string;
  /** The text before the first event of the first page. Other pages have none, so that all together are one file. */
  head: string;
  line(event: LogEvent): string;
}

const CSV: Format = {
  extension: 'csv',
  type: 'text/csv; charset=utf-8',
  head: BOM + csvLine(COLUMNS),
  line: (event) => csvLine(COLUMNS.map((name) => (name === 'payload' ? JSON.stringify(event.payload) : event[name]))),
};

const NDJSON: Format = {
  extension: 'ndjson',
  type: 'application/x-ndjson',
  head: '',
  line: (event) => `${JSON.stringify(event)}\n`,
};

/** The address of the next page. Its cursor holds the filters. */
const nextUrl = (c: Context<App>, cursor: string): string => {
  const url = new URL(c.req.url);
  const limit = c.req.query('limit');
  url.search = String(new URLSearchParams({ cursor, ...(limit !== undefined && { limit }) }));
  return url.href;
};

const answerAs =
  ({ extension, type, head, line }: Format) =>
  async (c: Context<App>): Promise<Response> => {
    const { filters, before: from, limit, query } = readFeedQuery(c.req.queries(), QUERY, MOST);
    if (query.sort === 'need')
      throw invalid([{ path: 'cursor', message: 'is of a list by need, which has no export' }]);
    const { order_id } = c.get('viewer');
    const { text, next } = await readLongPage(database(c.env.DB), filters, order_id, from, limit, line, c.env);
    const body = from === null ? head + text : text;
    if (next !== null) c.header('Link', `<${nextUrl(c, encodeCursor({ before: next, query }))}>; rel="next"`);
    if (await isKnown(c, [next, body])) return c.body(null, 304);
    const today = new Date().toISOString().slice(0, 10);
    c.header('Content-Disposition', `attachment; filename="activity-${today}.${extension}"`);
    return c.body(body, 200, { 'Content-Type': type });
  };

const exporting = ({ type, extension }: Format) =>
  documented({
    summary: `The log as ${extension.toUpperCase()}, newest first; \`Link\` names the next page.`,
    query: QUERY,
    conditional: true,
    answers: { 200: { type: type.replace(/;.*/, ''), description: 'As a file.' } },
  });

/** The feed as a file, with the same filters. */
export const exports = new Hono<App>()
  .get('/events.csv', exporting(CSV), viewer('read'), answerAs(CSV))
  .get('/events.ndjson', exporting(NDJSON), viewer('read'), answerAs(NDJSON));
