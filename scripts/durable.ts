// `npm run test:long`: sends 5,000 events while the Worker is killed (SIGKILL) at random moments and started again on the
// same disk. An event with a 2xx answer is stored once, any other at most once. After retries all are stored.
import assert from 'node:assert/strict';
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { random } from '../bench/random.ts';
import { request } from '../worker/sources/fixtures/delivery.ts';
import type { Fixture } from '../worker/sources/fixtures/fixture.ts';
import { standard } from '../worker/sources/fixtures/standard.ts';
import { stripe } from '../worker/sources/fixtures/stripe.ts';

const EVENTS = Number(process.env.EVENTS ?? 5000);
const KILLS = Number(process.env.KILLS ?? 20);
const PORT = process.env.FLAGPOST_PORT ?? '8797';
const SENDERS = 8;
const API_KEY = 'durable-api-key-0123456789abcdef0123456789';
const url = `http://127.0.0.1:${PORT}`;
const disk = mkdtempSync(join(tmpdir(), 'flagpost-durable-'));
const here = ['--persist-to', disk];
const quiet = { ...process.env, WRANGLER_SEND_METRICS: 'false', CI: 'true' };
const wrangler = (...args: string[]) =>
  execFileSync('wrangler', [...args, '--local', ...here], { env: quiet, encoding: 'utf8', maxBuffer: 1e9 });

/** One request, which is the same each time. `marks` are in the messages of its events, to find them again. */
interface Delivery {
  marks: string[];
  send(): Promise<Response>;
}

const at = new Date(Math.floor(Date.now() / 1000) * 1000 - 3_600_000);
const post = (path: string, init: object) =>
  fetch(url + path, { method: 'POST', signal: AbortSignal.timeout(5000), ...init });
const deliver =
  (name: string, { sign, secret }: Fixture, body: object, id: string) =>
  async () => {
    const text = JSON.stringify(body);
    const { query, init } = request(text, await sign(text, { secret, at: Date.now(), id }));
    return post(`/webhooks/${name}${query}`, init);
  };
const api = (body: object) => () =>
  post('/v1/events', {
    headers: { Authorization: `Bearer ${API_KEY}`, 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });

/** Two consecutive events have the same fact of the same order. */
const event = (n: number) => ({
  event_type: 'warehouse.packed',
  message: `#${n}#`,
  order_id: `SS-${n >> 1}`,
  fact: `packed:${n >> 1}`,
  occurred_at: at.toISOString(),
});
const session = (n: number) => {
  const sample = structuredClone(Object.values(stripe.deliveries(at.getTime()))[0]!.body) as {
    id: string;
    data: { object: Record<string, unknown> };
  };
  Object.assign(sample.data.object, { id: `cs_${n}`, payment_intent: `pi_${n}`, metadata: { order_id: `#${n}#` } });
  return { ...sample, id: `evt_${n}` };
};

const deliveries: Delivery[] = [];
for (let n = 0; n < EVENTS; ) {
  const kind = deliveries.length % 4;
  const many = kind === 3 ? Math.min(5, EVENTS - n) : 1;
  const marks = Array.from({ length: many }, (_, i) => `#${n + i}#`);
  const keyed = (i: number) => ({ ...event(i), idempotency_key: `key-${i}` });
  const { occurred_at: _, event_type, ...data } = event(n);
  const sends = [
    () => api(keyed(n)),
    () => deliver('standard', standard, { type: event_type, timestamp: at.toISOString(), data }, `msg_${n}`),
    () => deliver('stripe', stripe, session(n), `evt_${n}`),
    () => api({ events: marks.map((_, i) => keyed(n + i)) }),
  ];
  deliveries.push({ marks, send: sends[kind]!() });
  n += many;
}

let child: ChildProcess | undefined;
let life = 0;
const chance = random(Number(process.env.SEED ?? 1));

const start = async (): Promise<void> => {
  const secrets = { API_KEYS: API_KEY, STRIPE_WEBHOOK_SECRET: stripe.secret, STANDARD_WEBHOOK_SECRET: standard.secret };
  const vars = Object.entries(secrets).flatMap(([name, value]) => ['--var', `${name}:${value}`]);
  const args = `dev --port ${PORT} --inspector-port 0 --show-interactive-dev-session=false`.split(' ');
  child = spawn('wrangler', [...args, ...here, ...vars], { env: quiet, stdio: 'ignore', detached: true });
  for (let tries = 0; tries < 600; tries++) {
    await sleep(100);
    if (
      await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(1000) }).then(
        ({ ok }) => ok,
        () => false,
      )
    )
      return;
  }
  throw new Error('the Worker does not start');
};
/** Kills Wrangler and workerd together, so that neither finishes its work. */
const kill = async (): Promise<void> => {
  const gone = new Promise((resolve) => child!.once('exit', resolve));
  process.kill(-child!.pid!, 'SIGKILL');
  await gone;
};

const acknowledged = new Set<Delivery>();
let unanswered = 0;
let tried = 0;
const send = async (delivery: Delivery): Promise<void> => {
  tried++;
  // An interrupted answer counts as no answer.
  const ok = await delivery
    .send()
    .then(async (response) => response.ok && (await response.text()) !== '')
    .catch(() => false);
  if (ok) acknowledged.add(delivery);
  else unanswered++;
};

/** Sends each delivery once, by several senders at the same time. */
const sendAll = async (all: Delivery[]): Promise<void> => {
  const queue = [...all];
  await Promise.all(
    Array.from({ length: SENDERS }, async () => {
      for (let next = queue.shift(); next; next = queue.shift()) await send(next);
    }),
  );
};

/** The number of stored events with each mark, hidden ones included. */
const stored = (): Map<string, number> => {
  const sql = "SELECT iif(source = 'stripe', order_id, message) AS mark, count(*) AS n FROM activity_log GROUP BY 1";
  const [{ results }] = JSON.parse(wrangler('d1', 'execute', 'DB', '--json', '--command', sql)) as [
    { results: { mark: string; n: number }[] },
  ];
  return new Map(results.map(({ mark, n }) => [mark, n]));
};

const check = (log: Map<string, number>): void => {
  for (const delivery of deliveries)
    for (const mark of delivery.marks) {
      const n = log.get(mark) ?? 0;
      assert.ok(
        n === 1 || (n === 0 && !acknowledged.has(delivery)),
        `${mark} is there ${n} times${acknowledged.has(delivery) ? ', and was acknowledged' : ''}`,
      );
    }
};

try {
  wrangler('d1', 'migrations', 'apply', 'DB');
  const perLife = Math.ceil(deliveries.length / KILLS);
  for (; life < KILLS; life++) {
    await start();
    const batch = deliveries.slice(life * perLife, (life + 1) * perLife);
    const before = tried;
    const sending = sendAll(batch);
    // The Worker is killed at a random point of its batch.
    const when = Math.floor(batch.length * (0.5 + chance() * 0.45));
    while (tried - before < when) await sleep(2);
    await sleep(chance() * 30);
    await kill();
    await sending;
  }
  const lost = deliveries.length - acknowledged.size;
  check(stored());
  console.log(
    `${KILLS} kills survived: ${acknowledged.size} of ${deliveries.length} deliveries acknowledged, each there once; ${lost} were not, each there once or not at all`,
  );
  await start();
  for (let tries = 0; acknowledged.size < deliveries.length && tries < 5; tries++)
    await sendAll(deliveries.filter((delivery) => !acknowledged.has(delivery)));
  await kill();
  assert.equal(acknowledged.size, deliveries.length);
  const log = stored();
  check(log);
  const sum = [...log.values()].reduce((all, n) => all + n, 0);
  assert.equal(sum, EVENTS);
  console.log(
    `${EVENTS} events checked: after ${unanswered} deliveries without an answer and their retries each is there once`,
  );
} finally {
  if (child && child.exitCode === null && child.signalCode === null) await kill();
  rmSync(disk, { recursive: true, force: true });
}
