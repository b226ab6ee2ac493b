import { statSync } from 'node:fs';
import { MAX_ENTRIES } from '../client/batch.ts';
import { createClient } from '../client/index.ts';
import { type Connection, Mistake } from './connection.ts';
import { entryOf, leftBehind, type Row, rowsOf } from './rows.ts';

export interface Imported {
  accepted: number;
  duplicates: number;
  /** The lines that were refused, and why. */
  rejected: { line: number; why: string }[];
  /** The columns that are no fields of an event. */
  left: string[];
}

/** Rows of one request of the client, so that progress and failures are by request. */
const PIECE = MAX_ENTRIES;
const PATIENCE = 60_000;

export interface ImportOptions {
  /** Fields of an event by the columns that hold them, where the names differ. */
  names?: Record<string, string>;
  /** Imports every row as a live event, however old it is. */
  isLive?: boolean;
  /** The time for one request with all its tries, in ms. */
  patience?: number;
  /** Called with the share that is done, from 0 to 1. */
  onProgress?: (share: number) => void;
}

/** Imports an old log. A row that was imported before is not stored again. Rows older than a day are history. */
export const importLog = async (
  connection: Connection,
  file: string,
  { names = {}, isLive = false, patience = PATIENCE, onProgress = () => {} }: ImportOptions = {},
): Promise<Imported> => {
  const now = isLive ? null : Date.now();
  const size = sizeOf(file);
  const client = createClient({ ...connection, timeout: patience });
  const total: Imported = { accepted: 0, duplicates: 0, rejected: [], left: [] };
  const left = new Set<string>();

  const send = async (rows: Row[]) => {
    const ready = rows.flatMap((row) => {
      try {
        return [{ line: row.line, entry: entryOf(row, names, now) }];
      } catch (error) {
        total.rejected.push({ line: row.line, why: (error as Error).message });
        return [];
      }
    });
    const { accepted, duplicates, rejected, error } = await client.batch(ready.map(({ entry }) => entry));
    if (error !== undefined)
      throw new Mistake(`Stopped before line ${rows[0]!.line}: ${error}. Run it again; nothing is imported twice.`);
    total.accepted += accepted;
    total.duplicates += duplicates;
    for (const { index, errors } of rejected) {
      const why = errors.map(({ path, message }) => `${path} ${message}`).join('; ');
      total.rejected.push({ line: ready[index]!.line, why });
    }
    onProgress(Math.min(1, rows.at(-1)!.bytes / size));
  };

  let piece: Row[] = [];
  for await (const row of rowsOf(file)) {
    for (const name of leftBehind(row, names)) left.add(name);
    piece.push(row);
    if (piece.length < PIECE) continue;
    await send(piece);
    piece = [];
  }
  if (piece.length > 0) await send(piece);
  return { ...total, left: [...left] };
};

const sizeOf = (file: string): number => {
  try {
    return statSync(file).size;
  } catch {
    throw new Mistake(`There is no file ${file}.`);
  }
};
