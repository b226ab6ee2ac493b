import type { FieldError } from '../contract/api.ts';
import { compose, flawOf } from './entry.ts';
import type { BatchEntry, BatchResult, ClientOptions } from './options.ts';
import { post } from './post.ts';

/**
 * Entries in one request. The Worker takes 500, but the free plan gives a request 10 ms of CPU: `npm run bench` prints about
 * 5 ms for 50 events and 50 ms for 500.
 */
export const MAX_ENTRIES = 50;
/** The Worker takes 1 MiB. */
const MAX_BYTES = 1_000_000;

interface Piece {
  index: number;
  json: string;
}

/** Sends entries in as few requests as the Worker takes, one after the other. Never rejects. */
export const sendBatch = async (
  client: ClientOptions,
  entries: BatchEntry[],
  history: boolean,
): Promise<BatchResult> => {
  const total: BatchResult = { ok: true, accepted: 0, duplicates: 0, rejected: [] };
  for (const pieces of requestsOf(composed(entries, total))) {
    const posted = await post(
      client,
      `{${history ? '"history":true,' : ''}"events":[${pieces.map(({ json }) => json).join(',')}]}`,
    );
    if (posted.ok) add(total, pieces, posted.body);
    else total.error ??= posted.error;
  }
  total.rejected.sort((a, b) => a.index - b.index);
  total.ok = total.error === undefined && total.rejected.length === 0;
  return total;
};

/** Those that can be written; the others are rejected here. */
const composed = (entries: BatchEntry[], total: BatchResult): Piece[] =>
  [...entries].flatMap((entry, index) => {
    try {
      return [{ index, json: compose(entry.type, entry.message, entry) }];
    } catch (error) {
      total.rejected.push({ index, errors: [flawOf(error)] });
      return [];
    }
  });

const requestsOf = (pieces: Piece[]): Piece[][] => {
  const requests: Piece[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const piece of pieces) {
    const size = new TextEncoder().encode(piece.json).length + 1;
    const last = requests.at(-1);
    if (!last || last.length === MAX_ENTRIES || bytes + size > MAX_BYTES) {
      requests.push([piece]);
      bytes = size;
    } else {
      last.push(piece);
      bytes += size;
    }
  }
  return requests;
};

const add = (total: BatchResult, pieces: Piece[], body: Record<string, unknown>) => {
  const { accepted, duplicates, rejected } = body;
  if (typeof accepted !== 'number' || typeof duplicates !== 'number' || !Array.isArray(rejected)) {
    total.error ??= 'Flagpost answered something else than a batch';
    return;
  }
  total.accepted += accepted;
  total.duplicates += duplicates;
  for (const { index, errors } of rejected as { index: number; errors: FieldError[] }[]) {
    total.rejected.push({ index: pieces[index]?.index ?? -1, errors });
  }
};
