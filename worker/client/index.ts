import type { KnownType } from '../contract/taxonomy.ts';
import { sendBatch } from './batch.ts';
import { compose, flawOf } from './entry.ts';
import { type Helpers, helpersOf } from './helpers.ts';
import type {
  BatchEntry,
  BatchOptions,
  BatchResult,
  ClientOptions,
  LogOptions,
  LogResult,
  WaitUntil,
} from './options.ts';
import { post } from './post.ts';
import {
  type CustomerTokenOptions,
  type PersonTokenOptions,
  signViewerToken,
  type TokenOptions,
} from './viewer-token.ts';

export type { Telling } from './helpers.ts';
export type {
  BatchEntry,
  BatchOptions,
  BatchResult,
  ClientOptions,
  CustomerTokenOptions,
  LogOptions,
  LogResult,
  PersonTokenOptions,
  TokenOptions,
};

/** How a shop's back end speaks to Flagpost. */
export interface Client extends Helpers {
  /**
   * Logs what happened. A log entry never breaks what it logs: this never throws, never rejects, and settles within `timeout`.
   * Without a message, a known type's own sentence is filled from `payload`.
   */
  log(type: KnownType | (string & {}), message?: string | null, options?: LogOptions | null): Promise<LogResult>;

  /** Logs many, 50 a request. Never throws, never rejects, and each request settles within `timeout`. */
  batch(entries: BatchEntry[], options?: BatchOptions | null): Promise<BatchResult>;

  /** A token for the browser of one person, or of one order's customer, signed here without asking the Worker. Throws on bad input. */
  viewerToken(options: TokenOptions): Promise<string>;
}

/** A client for Node, Bun, Deno and Workers. */
export const createClient = (client: ClientOptions): Client => {
  const log: Client['log'] = (type, message, options) =>
    kept(
      send(client, type, message, options ?? {}).catch((error) => {
        const { path, message: flaw } = flawOf(error);
        return failed(`The entry${path && `'s ${path}`} ${flaw}`);
      }),
      options,
    );
  return {
    ...helpersOf(log),
    log,
    batch: (entries, options) =>
      kept(
        sendBatch(client, entries, options?.history === true).catch(() => ({
          ...NOTHING,
          error: 'The batch is not an array of entries',
        })),
        options,
      ),
    viewerToken: (options) => signViewerToken(options, client.tokenSecret),
  };
};

const NOTHING: BatchResult = { ok: false, accepted: 0, duplicates: 0, rejected: [] };

const failed = (error: string): LogResult => ({ ok: false, error });

const kept = <T>(
  sending: Promise<T>,
  options: { waitUntil?: WaitUntil<T> | undefined } | null | undefined,
): Promise<T> => {
  try {
    options?.waitUntil?.(sending);
  } catch {
    // It is being sent all the same.
  }
  return sending;
};

const send = async (client: ClientOptions, type: string, message: unknown, options: LogOptions): Promise<LogResult> => {
  const posted = await post(client, compose(type, message, options));
  if (!posted.ok) return posted;
  return typeof posted.body.id === 'string'
    ? { ok: true, id: posted.body.id }
    : failed('Flagpost answered something else than an event');
};
