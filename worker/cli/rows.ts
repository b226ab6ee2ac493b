import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { type CastingContext, parse } from 'csv-parse';
import type { BatchEntry } from '../client/index.ts';
import type { Json, Payload } from '../contract/event.ts';
import { Mistake } from './connection.ts';

/** One row of an old log, and its place in the file. */
export interface Row {
  line: number;
  /** The bytes of the file up to and with this row. */
  bytes: number;
  fields: Record<string, unknown>;
}

/** The rows of a file, in the format that its extension names. */
export const rowsOf = (file: string): AsyncGenerator<Row> => {
  if (/\.(ndjson|jsonl)$/i.test(file)) return ndjsonRows(file);
  if (/\.csv$/i.test(file)) return csvRows(file);
  throw new Mistake(`${file} is neither .ndjson nor .csv.`);
};

async function* ndjsonRows(file: string): AsyncGenerator<Row> {
  let [line, bytes] = [0, 0];
  for await (const text of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) {
    line++;
    bytes += Buffer.byteLength(text) + 1;
    if (text.trim() === '') continue;
    try {
      yield { line, bytes, fields: JSON.parse(text) };
    } catch {
      throw new Mistake(`Line ${line} of ${file} is not JSON.`);
    }
  }
}

async function* csvRows(file: string): AsyncGenerator<Row> {
  const parser = parse({ columns: true, bom: true, info: true, skip_empty_lines: true });
  const records = createReadStream(file)
    .on('error', (error) => parser.destroy(error))
    .pipe(parser);
  try {
    for await (const { record, info } of records as AsyncIterable<{
      record: Record<string, string>;
      info: CastingContext & { bytes: number };
    }>) {
      // An empty cell is a missing field.
      const fields = Object.fromEntries(Object.entries(record).filter(([, value]) => value !== ''));
      yield { line: info.lines, bytes: info.bytes, fields };
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && `${error.code}`.startsWith('CSV_'))
      throw new Mistake(error.message);
    throw error;
  }
}

const TAKEN = [
  'event_type',
  'message',
  'level',
  'order_id',
  'payload',
  'actor',
  'occurred_at',
  'idempotency_key',
  'refs',
  'problem',
  'fact',
  'retracts',
  'history',
  'actions',
  'id',
];

/** The field that a column holds: the one that `names` gives it, otherwise its own name. A column may be called `constructor`. */
const fieldOf = (column: string, names: Record<string, string>): string =>
  Object.hasOwn(names, column) ? names[column]! : column;

/** The columns of a row that are no fields of an event, and are not imported. */
export const leftBehind = ({ fields }: Row, names: Record<string, string>): string[] =>
  Object.keys(fields).filter((name) => !TAKEN.includes(fieldOf(name, names)));

const keyOf = (row: Record<string, unknown>) =>
  row.idempotency_key ?? row.id ?? createHash('sha256').update(JSON.stringify(row)).digest('hex').slice(0, 32);

const json = (value: unknown): Json | undefined => {
  if (typeof value !== 'string') return value as Json | undefined;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
};

/** A time from seconds, milliseconds or a text. A text without a zone is in UTC. */
const timeOf = (value: unknown): string => {
  const number = Number(value);
  const ms = Number.isFinite(number) && value !== '' ? number * (number < 1e11 ? 1000 : 1) : Number.NaN;
  const text = String(value).trim().replace(' ', 'T');
  const zoned = /(Z|[+-]\d\d:?\d\d)$/i.test(text) ? text : `${text.includes('T') ? text : `${text}T00:00:00`}Z`;
  const time = new Date(Number.isNaN(ms) ? zoned : ms);
  if (Number.isNaN(time.getTime())) throw new Mistake('occurred_at is not a time');
  return time.toISOString();
};

/** An event older than this is history, for which nothing is late any more. */
const HISTORY = 24 * 60 * 60 * 1000;

/** Whether a row is history: its own `history` says so, otherwise its age. */
const isHistory = (said: unknown, time: string, now: number): boolean =>
  said === undefined || said === null ? Date.parse(time) < now - HISTORY : json(said) === true;

/**
 * A row as an entry for the client. The same row is the same event, however often it is imported. `names` maps columns to fields.
 * A row older than a day before `now` is history, unless its `history` says otherwise; with null none is.
 */
export const entryOf = (row: Row, names: Record<string, string>, now: number | null): BatchEntry => {
  const named = Object.fromEntries(Object.entries(row.fields).map(([name, value]) => [fieldOf(name, names), value]));
  const {
    event_type,
    message,
    level,
    order_id,
    payload,
    actor,
    occurred_at,
    refs,
    problem,
    fact,
    retracts,
    history,
    actions,
  } = named;
  if (occurred_at === undefined)
    throw new Mistake('occurred_at is missing: without it a second import would store the row twice');
  const time = timeOf(occurred_at);
  const entry = {
    type: String(event_type ?? ''),
    message,
    level,
    order_id: order_id === undefined || order_id === null ? undefined : String(order_id),
    payload: json(payload) as Payload | undefined,
    actor,
    occurred_at: time,
    history: now !== null && isHistory(history, time, now) ? true : undefined,
    idempotency_key: `import:${keyOf(named)}`.slice(0, 128),
    refs: typeof refs === 'string' ? refs.split(/[\s,]+/).filter(Boolean) : refs,
    problem,
    fact,
    retracts,
    actions: json(actions),
  };
  return entry as BatchEntry;
};
