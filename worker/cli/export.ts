import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Connection, Mistake, reach, readToken } from './connection.ts';

export interface ExportOptions {
  format: 'csv' | 'ndjson';
  /** The file to write; without one the log goes to the terminal. */
  output?: string | undefined;
  /** As in the query of `GET /v1/events`. */
  filters: Record<string, string>;
}

const nextOf = ({ headers }: Response) => /<([^>]+)>;\s*rel="next"/.exec(headers.get('Link') ?? '')?.[1];

/** The pages of an export, one after the other. */
async function* pages(connection: Connection, { format, filters }: ExportOptions): AsyncGenerator<string> {
  const token = await readToken(connection);
  const first = `${connection.url}/v1/events.${format}?${new URLSearchParams(filters)}`;
  for (let url: string | undefined = first; url !== undefined; ) {
    const response: Response = await reach(url, { headers: { Authorization: `Bearer ${token}` } });
    const text = new TextDecoder('utf-8', { fatal: false, ignoreBOM: true }).decode(await response.arrayBuffer());
    if (!response.ok) throw new Mistake(`The Worker answered ${response.status}: ${text}`);
    yield text;
    url = nextOf(response);
  }
}

/** Writes the log as one file. */
export const exportLog = async (connection: Connection, options: ExportOptions): Promise<void> => {
  const source = Readable.from(pages(connection, options));
  if (options.output === undefined) await pipeline(source, process.stdout, { end: false });
  else await pipeline(source, createWriteStream(options.output));
};
