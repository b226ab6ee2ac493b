import { join } from 'node:path';
import type { D1Database, D1PreparedStatement } from '@cloudflare/workers-types';
import { createTestHarness } from 'wrangler';
import { sendgrid } from '../../worker/sources/fixtures/sendgrid.ts';
import { append } from '../../worker/store/append.ts';
import { database } from '../../worker/store/database.ts';
import { asServer } from '../../worker/testing/callers.ts';
import { entry } from '../../worker/testing/entries.ts';
import { SECRETS } from '../../worker/testing/harness.ts';

const MANY = 500;

/** How many times as many events a second one way takes as another, in this run. */
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

/** Requests to the real Worker over HTTP, one after the other. */
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

/** A provider's array: SendGrid sends what became of many mails in one delivery. */
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

/** What `append` would have D1 do, a statement an event, without having it done. */
const statementsOf = async (DB: D1Database, run: string): Promise<D1PreparedStatement[]> => {
  const statements: D1PreparedStatement[] = [];
  const recorder = {
    prepare: (query: string) => DB.prepare(query),
    batch: async (batch: D1PreparedStatement[]) => {
      statements.push(...batch);
      return batch.map(() => ({ results: [] }));
    },
  } as unknown as D1Database;
  for (let i = 0; i < MANY; i++)
    await append(database(recorder), [entry('order.created', { order_id: `${run}-${i}` })]);
  return statements;
};

const ROUNDS = 5;

const batch = async (DB: D1Database): Promise<Ratio> => {
  let [batched, at_once] = [0, 0];
  for (let round = 0; round <= ROUNDS; round++) {
    const statements = await statementsOf(DB, `b${round}`);
    const all = Array.from({ length: MANY }, (_, i) => entry('order.created', { order_id: `s${round}-${i}` }));
    const took = [await timed(() => DB.batch(statements)), await timed(() => append(database(DB), all))] as const;
    // The first round warms up.
    if (round > 0) [batched, at_once] = [batched + took[0], at_once + took[1]];
  }
  return { of: '500 events in one statement, to batch() of 500', times: batched / at_once, aim: 2 };
};

/** Wall time of one run on this machine: printed, never held. */
export const ratios = async (): Promise<Ratio[]> => {
  const server = createTestHarness({
    root: join(import.meta.dirname, '../..'),
    workers: [{ configPath: 'wrangler.toml', secrets: { ...SECRETS, SENDGRID_WEBHOOK_SECRET: sendgrid.secret } }],
  });
  const { url } = await server.listen();
  try {
    const harness = server.getWorker<{ DB: D1Database }>();
    await harness.applyD1Migrations('DB');
    const { DB } = await harness.getEnv();
    const worker = { url, fetch: (path: string, init?: RequestInit) => fetch(new URL(path, url), init) };
    return [await api(worker), await provider(worker), await batch(DB)];
  } finally {
    await server.close();
  }
};
