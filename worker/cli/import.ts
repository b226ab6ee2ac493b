import { statSync } from 'node:fs';
import { MAX_ENTRIES } from '../client/batch.ts';
import { createClient } from '../client/index.ts';
import { type Connection, Mistake } from './connection.ts';
import { entryOf, leftBehind, type Row, rowsOf } from './rows.ts';

export interface Imported {
  accepted: number;
  duplicates: number;
  /** The lines that were not taken, and why. */
  rejected: { line: number; why: string }[];
  /** Columns that are none of an event's. */
  left: string[];
}

/** As many as the client sends in one request, so that the progress and a failure are those of a request. */
const PIECE = MAX_ENTRIES;
/** For one request with all its tries. */
const PATIENCE = 60_000;

export interface ImportOptions {
  /** The fields that columns of other names stand for. */
  names?: Record<string, string>;
  /** Nothing is history, however old it is. */
  isLive?: boolean;
  /** Hears the share that is done, 0 to 1. */
  onProgress?: (share: number) => void;
}

/** Imports an old log; what was imported before stays one event. What is older than a day is history. */
export const importLog = async (
  connection: Connection,
  file: string,
  { names = {}, isLive = false, onProgress = () => {} }: ImportOptions = {},
): Promise<Imported> => {
  const now = isLive ? null : Date.now();
  const size = sizeOf(file);
  const client = createClient({ ...connection, timeout: PATIENCE });
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
