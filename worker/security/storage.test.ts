import assert from 'node:assert/strict';
import { after, describe, type TestContext, test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { app } from '../app.ts';
import type { ProblemJson } from '../contract/api.ts';
import type { NewEvent } from '../contract/event.ts';
import { overdue } from '../jobs/overdue.ts';
import { prune } from '../jobs/prune.ts';
import { refold } from '../jobs/refold.ts';
import { wake } from '../jobs/wake.ts';
import { request } from '../sources/fixtures/delivery.ts';
import { loadFixture, secretName } from '../sources/fixtures/load.ts';
import { STATEMENT_TIMEOUT } from '../store/guarded.ts';
import { asViewer, bearer, record, viewerToken } from '../testing/callers.ts';
import { FAULTS, type Fault, faulty } from '../testing/faulty.ts';
import { ADMIN_KEY, API_KEY, SECRETS, useWorker } from '../testing/harness.ts';
import { DOORS, type Door } from './doors.ts';

const worker = useWorker();

let tried = 0;
after(() => console.log(`${tried} statements made to fail, hang or be lost`));

const stripe = await loadFixture('stripe');
const [sample] = Object.values(stripe.deliveries(Date.now() - 60_000));
const text = JSON.stringify(sample!.body);

/** The rightful call of a route. */
const callOf = async (route: string, door: Door, id: string): Promise<[path: string, init: RequestInit]> => {
  const [method, path] = route.split(' ') as [string, string];
  const values: Record<string, string> = { ':id': id, ':order_id': 'SS-1', ':source': 'stripe', ':name': 'retry' };
  const to = path.replace(/:\w+/g, (name) => values[name]!);
  if (door.for === 'signature') {
    const { init } = request(text, await stripe.sign(text, { secret: stripe.secret, at: Date.now(), id: 'x' }));
    return [to, init];
  }
  const keys = { 'api key': API_KEY, 'admin key': ADMIN_KEY } as Record<string, string>;
  const body =
    route === 'POST /v1/events'
      ? { event_type: 'order.note', message: 'x', occurred_at: new Date().toISOString(), idempotency_key: 'once' }
      : door.body;
  const headers = { ...bearer(keys[door.for] ?? (await viewerToken())), 'Content-Type': 'application/json' };
  return [to, { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) }];
};

/** Ends the wait for a statement at once where it hangs, so that no test waits as long as a caller would. */
const answered = async <T>(t: TestContext, fault: Fault, start: (onHang: () => void) => Promise<T>): Promise<T> => {
  if (fault !== 'hangs') return start(() => {});
  const real = globalThis.setTimeout;
  let limit = () => {};
  const mocked = t.mock.method(globalThis, 'setTimeout', (late: () => void, ms: number) => {
    if (ms === STATEMENT_TIMEOUT) limit = late;
    return real(late, ms);
  });
  try {
    return await start(async () => {
      await setImmediate();
      limit();
    });
  } finally {
    mocked.mock.restore();
  }
};

const env = (db: unknown) => ({ ...SECRETS, [secretName('stripe')]: stripe.secret, DB: db }) as never;

const rows = async (): Promise<number> =>
  (await worker.db.prepare('SELECT count(*) AS n FROM activity_log').first<{ n: number }>())!.n;

const empty = async () => {
  for (const table of ['activity_log', 'stream', 'ref']) await worker.db.prepare(`DELETE FROM ${table}`).run();
};

/** An order that somebody has to look at. */
const PLACED: NewEvent[] = [
  {
    event_type: 'order.created',
    order_id: 'SS-1',
    message: 'x',
    occurred_at: new Date(Date.now() - 60_000).toISOString(),
  },
  { event_type: 'order.submission_failed', order_id: 'SS-1', message: 'x' },
];

/** Events that may be sent twice, and must be stored once. */
const ONCE = ['POST /v1/events', 'POST /webhooks/:source'];

for (const [route, door] of Object.entries(DOORS)) {
  // Closed here whatever storage does, since no shop is set: `worker/routes/actions.test.ts` has one.
  if (door.answer === 503) continue;
  describe(route, () => {
    for (const fault of FAULTS) {
      test(`says to try again where a statement ${fault}, and the next try heals it`, async (t) => {
        for (let nth = 0; ; nth++) {
          await empty();
          await record(worker, ...PLACED);
          const { id } = (await asViewer(worker).timeline('SS-1')).events.at(-1)!;
          const [path, init] = await callOf(route, door, id);
          const response = await answered(t, fault, async (onHang) => {
            const { db, state } = faulty(worker.db, nth, fault, onHang);
            const answer = await app.request(path, init, env(db));
            return { answer, isThrough: state.calls <= nth };
          });
          if (response.isThrough) break;
          tried++;
          const { answer } = response;
          // That a delivery could not be counted is no reason to have it sent again.
          if (route !== 'POST /webhooks/:source' || nth === 0 || answer.status !== 200) {
            assert.equal(answer.status, 503, `statement ${nth}`);
            assert.ok(Number(answer.headers.get('Retry-After')) > 0);
            assert.equal(answer.headers.get('Content-Type'), 'application/problem+json');
            const { status, detail } = (await answer.json()) as ProblemJson;
            assert.equal(status, 503);
            assert.doesNotMatch(detail, /secret|D1|SQL|network/i);
          }
          const retried = await app.request(path, init, env(worker.db));
          assert.ok([200, 201].includes(retried.status), `the retry: ${retried.status}`);
          if (ONCE.includes(route)) assert.equal(await rows(), PLACED.length + 1, `statement ${nth}`);
        }
      });
    }
  });
}

describe('a cron', () => {
  for (const [name, job] of Object.entries({ overdue, prune, refold, wake })) {
    for (const fault of FAULTS) {
      test(`${name} of which a statement ${fault} is made good by the next`, async (t) => {
        for (let nth = 0; ; nth++) {
          await empty();
          await worker.db.prepare('DELETE FROM job_run').run();
          const occurred_at = new Date(Date.now() - 3 * 3_600_000).toISOString();
          await record(worker, { event_type: 'order.created', order_id: 'SS-1', message: 'x', occurred_at });
          const state = await answered(t, fault, async (onHang) => {
            const broken = faulty(worker.db, nth, fault, onHang);
            const failed = await Promise.resolve(job(env(broken.db))).then(
              () => false,
              () => true,
            );
            return { calls: broken.state.calls, failed };
          });
          if (state.calls <= nth) break;
          tried++;
          assert.equal(state.failed, true, `statement ${nth}`);
          await job(env(worker.db));
          assert.equal(await rows(), name === 'overdue' ? 2 : 1);
        }
      });
    }
  }
});
