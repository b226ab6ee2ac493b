import type { PlainAnswer, PlainRequest } from './batch-worker.ts';
import { changedConfig, type TestWorker, withEntry } from './harness.ts';

export const withBatches = withEntry('worker/testing/batch-worker.ts');

/** Test files that use it share one Worker. */
export const BATCH_CONFIG = changedConfig(withBatches);

interface Init {
  method?: string;
  headers: Record<string, string>;
  body?: string | Uint8Array | undefined;
}

/** A request as JSON carries it. */
export const plainRequest = (path: string, { method = 'POST', headers, body }: Init): PlainRequest => ({
  method,
  path,
  headers,
  body: body === undefined ? null : Buffer.from(body as string).toString('base64'),
});

/** Sends many requests in one, and returns their answers in the same order. */
export const sendAll = (worker: Pick<TestWorker, 'play'>, requests: PlainRequest[]): Promise<PlainAnswer[]> =>
  worker.play('/many', requests);
