// Part of `npm run bench`: the lines of batches.
import { join } from 'node:path';
import { createTestHarness } from 'wrangler';
import { sendgrid } from '../worker/sources/fixtures/sendgrid.ts';
import { asServer } from '../worker/testing/callers.ts';
import { CONFIG, SECRETS } from '../worker/testing/harness.ts';

const MANY = 500;

type WorkerInput = NonNullable<Parameters<typeof createTestHarness>[0]>['workers'][number];

/** How many times more events a second one way handles than another, in this run. */
export interface Ratio {
  of: string;
  times: number;
  aim: number;
}

const timed = async (run: () => Promise<unknown>): Promise<number> => {
  const start = performance.now();
  await run();
  return performance.now() - start;
};

const event = (run: string, i: number) => ({
  event_type: 'order.created',
  message: 'Order placed',
  order_id: `${run}-${i}`,
});

const ok = async (response: Response): Promise<void> => {
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  await response.arrayBuffer();
};

/** Compares batches with single events over HTTP, one request after the other. */
const api = async (worker: Parameters<typeof asServer>[0]): Promise<Ratio> => {
  const many = Array.from({ length: MANY }, (_, i) => i);
  await ok(await asServer(worker, '/v1/events', event('warm', 0)));
  const singly = await timed(async () => {
    for (const i of many) await ok(await asServer(worker, '/v1/events', event('one', i)));
  });
  const at_once = await timed(async () => {
    await ok(await asServer(worker, '/v1/events', { events: many.map((i) => event('all', i)) }));
  });
  return { of: '500 events in one request, to 500 requests', times: singly / at_once, aim: 100 };
};

/** Compares a provider's batches with single events: SendGrid sends the events of many mails in one delivery. */
const provider = async (worker: { fetch: (path: string, init: RequestInit) => Promise<Response> }): Promise<Ratio> => {
  const mail = (run: string, i: number) => ({
    ...{ email: `${run}${i}@example.com`, event: 'delivered', timestamp: Math.floor(Date.now() / 1000) },
    ...{ sg_event_id: `${run}-${i}`, sg_message_id: `${run}-${i}.filter`, order_id: `M-${i}`, kind: 'confirmation' },
  });
  const deliver = async (mails: object[]) => {
    const body = JSON.stringify(mails);
    const { signature } = await sendgrid.sign(body, { secret: sendgrid.secret, at: Date.now(), id: '' });
    await ok(await worker.fetch('/webhooks/sendgrid', { method: 'POST', body, headers: signature! }));
  };
  const many = Array.from({ length: MANY }, (_, i) => i);
  await deliver([mail('warm', 0)]);
  const singly = await timed(async () => {
    for (const i of many) await deliver([mail('one', i)]);
  });
  const at_once = await timed(() => deliver(many.map((i) => mail('all', i))));
  return { of: '500 mails in one delivery of SendGrid, to 500 deliveries', times: singly / at_once, aim: 100 };
};

/** Runs requests against a Worker of its own. */
const started = async <T>(worker: WorkerInput, run: (url: URL) => Promise<T>): Promise<T> => {
  const server = createTestHarness({ root: join(import.meta.dirname, '..'), workers: [worker] });
  const { url } = await server.listen();
  try {
    await server.getWorker().applyD1Migrations('DB');
    return await run(url);
  } finally {
    await server.close();
  }
};

/** The ratios of one run on this machine, by wall time. They are printed, but have no bound. */
export const ratios = async (): Promise<Ratio[]> => {
  const secrets = { ...SECRETS, SENDGRID_WEBHOOK_SECRET: sendgrid.secret };
  return started({ configPath: CONFIG, secrets }, async (url) => {
    const worker = { url, fetch: (path: string, init?: RequestInit) => fetch(new URL(path, url), init) };
    return [await api(worker), await provider(worker)];
  });
};
