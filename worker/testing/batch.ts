import type { TestWorker } from './harness.ts';
import type { PlainAnswer, PlainRequest } from './tested-worker.ts';

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

/** Sends many requests in one, and returns their answers in the same order. Each is compared with `/openapi.json`. */
export const sendAll = async (
  worker: Pick<TestWorker, 'play' | 'compare'>,
  requests: PlainRequest[],
): Promise<PlainAnswer[]> => {
  const answers = await worker.play<PlainAnswer[]>('/many', requests);
  for (const [i, { status, headers, text }] of answers.entries()) {
    const { method, path } = requests[i]!;
    // A request that hangs has no status.
    if (status !== 0) await worker.compare(method, path, new Response(text || null, { status, headers }));
  }
  return answers;
};
