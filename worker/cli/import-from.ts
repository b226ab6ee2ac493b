import { createHash } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SOURCES } from '../sources/index.ts';
import {
  type Access,
  type AccessSettings,
  type Listed,
  type Listing,
  ListingError,
  type Span,
} from '../sources/listing.ts';
import type { Source } from '../sources/source.ts';
import { translateListed } from '../sources/translate.ts';
import { type AdminConnection, postCatchUp } from './admin.ts';
import { Mistake } from './connection.ts';

const DAY = 24 * 60 * 60 * 1000;
/** The longest pause for a provider's rate limit, in ms. */
const PATIENCE = 60_000;
/** Limits of one request: the Worker takes 1 MiB, and the free plan few events at once. */
const MAX_BYTES = 700_000;
const MAX_ITEMS = 60;

/** The progress of an import, without any key. Times in ms since 1970. */
interface Progress extends Span {
  cursor: string | null;
  fetched: number;
  stored: number;
  /** The orders that were placed in the imported time. */
  orders: string[];
}

export interface ImportedFrom {
  fetched: number;
  stored: number;
  orders: string[];
}

export interface ImportFromOptions {
  days: number;
  /** The provider's address and key, which are used here and nowhere else. */
  settings: AccessSettings;
  /** Called with the share that is done, from 0 to 1, and the number of orders found. */
  onProgress?: (share: number, orders: number) => void;
  now?: number;
  /** The folder for the file with the progress. */
  folder?: string;
}

/** The sources whose providers have an API to list from. */
export const LISTED = Object.values(SOURCES).filter(({ list }) => list !== undefined);

const fileOf = (
  folder: string,
  { url }: AdminConnection,
  { name }: Source,
  access: Pick<Access, 'url'>,
  days: number,
) => {
  const what = createHash('sha256')
    .update(JSON.stringify([url, name, access.url, days]))
    .digest('hex')
    .slice(0, 16);
  return join(folder, `flagpost-import-${name}-${what}.json`);
};

/** The progress of an import that was interrupted within a day, or of a new one. */
const startOf = (file: string, from: number, now: number): Progress => {
  try {
    const progress = JSON.parse(readFileSync(file, 'utf8')) as Progress;
    if (now - progress.to < DAY) return progress;
  } catch {
    // There is no interrupted import.
  }
  return { from, to: now, cursor: null, fetched: 0, stored: 0, orders: [] };
};

/** The orders that are created by these items, translated as in the Worker. */
const ordersIn = (source: Source, items: Listed[], now: number): string[] =>
  items
    .flatMap((item) => translateListed(source, item, now))
    .flatMap(({ event_type, order_id }) => (event_type === 'order.created' ? (order_id ?? []) : []));

/** Splits items into requests that the Worker takes. */
const requests = (items: Listed[]): Listed[][] => {
  const parts: Listed[][] = [[]];
  let bytes = 0;
  for (const item of items) {
    const size = Buffer.byteLength(JSON.stringify(item));
    if (parts.at(-1)!.length >= MAX_ITEMS || (bytes > 0 && bytes + size > MAX_BYTES)) {
      parts.push([]);
      bytes = 0;
    }
    parts.at(-1)!.push(item);
    bytes += size;
  }
  return parts.filter((part) => part.length > 0);
};

/**
 * Imports as history what a provider lists of the last days. An event that is imported twice is stored once. After an
 * interruption the same command goes on from there, within a day.
 */
export const importFrom = async (
  connection: AdminConnection,
  source: Source & { list: Listing },
  { days, settings, onProgress = () => {}, now = Date.now(), folder = tmpdir() }: ImportFromOptions,
): Promise<ImportedFrom> => {
  const { list } = source;
  try {
    const access: Access = { ...list.access(settings), patience: PATIENCE, requests: 0 };
    const file = fileOf(folder, connection, source, access, days);
    const progress = startOf(file, now - Math.min(days, list.remembers) * DAY, now);
    const orders = new Set(progress.orders);
    do {
      const page = await list.page(access, progress, progress.cursor);
      for (const items of requests(page.items)) {
        const { fetched, missed } = await postCatchUp(connection, source.name, { items, history: true });
        progress.fetched += fetched;
        progress.stored += missed;
      }
      for (const order of ordersIn(source, page.items, now)) orders.add(order);
      progress.cursor = page.next;
      progress.orders = [...orders];
      if (page.next !== null) writeFileSync(file, JSON.stringify(progress), { mode: 0o600 });
      onProgress(page.share, orders.size);
    } while (progress.cursor !== null);
    rmSync(file, { force: true });
    const { fetched, stored } = progress;
    return { fetched, stored, orders: [...orders] };
  } catch (error) {
    if (error instanceof ListingError) throw new Mistake(`${error.message} Run it again; nothing is imported twice.`);
    throw error;
  }
};
