// `npm run test:long`: senders tell the Worker 5,000 events while it is killed (SIGKILL) at random moments and started
// again on the same disk. What was answered 2xx is there once, anything else once or not at all; after retries all is there.
import assert from 'node:assert/strict';
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
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

/** One event as its sender tells it, each time with the same words; told by `marks`, by which it is found again. */
interface Telling {
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

/** Two events that follow each other tell one fact of one order. */
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

const tellings: Telling[] = [];
for (let n = 0; n < EVENTS; ) {
  const kind = tellings.length % 4;
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
  tellings.push({ marks, send: sends[kind]!() });
  n += many;
}

let child: ChildProcess | undefined;
let life = 0;
/** Random, and the same each time. */
let seed = Number(process.env.SEED ?? 1);
const random = () => {
  seed = (seed * 48_271) % 2_147_483_647;
  return seed / 2_147_483_647;
};

const start = async (): Promise<void> => {
  const secrets = { API_KEYS: API_KEY, STRIPE_WEBHOOK_SECRET: stripe.secret, STANDARD_WEBHOOK_SECRET: standard.secret };
  const vars = Object.entries(secrets).flatMap(([name, value]) => ['--var', `${name}:${value}`]);
  const args = [
    'dev',
    '--port',
    PORT,
    '--inspector-port',
    '0',
    '--show-interactive-dev-session=false',
    ...here,
    ...vars,
  ];
  child = spawn('wrangler', args, { env: quiet, stdio: 'ignore', detached: true });
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
/** Wrangler and workerd at once, with no chance to finish anything. */
const kill = async (): Promise<void> => {
  const gone = new Promise((resolve) => child!.once('exit', resolve));
  process.kill(-child!.pid!, 'SIGKILL');
  await gone;
};

const acknowledged = new Set<Telling>();
let unanswered = 0;
let tried = 0;
const tell = async (telling: Telling): Promise<void> => {
  tried++;
  // An answer that broke off is none.
  const ok = await telling
    .send()
    .then(async (response) => response.ok && (await response.text()) !== '')
    .catch(() => false);
  if (ok) acknowledged.add(telling);
  else unanswered++;
};

/** Tells each of these once, several senders at once. */
const tellAll = async (all: Telling[]): Promise<void> => {
  const queue = [...all];
  await Promise.all(
    Array.from({ length: SENDERS }, async () => {
      for (let next = queue.shift(); next; next = queue.shift()) await tell(next);
    }),
  );
};

/** How often each mark stands in the log, whatever the reader is shown. */
const stored = (): Map<string, number> => {
  const sql = "SELECT iif(source = 'stripe', order_id, message) AS mark, count(*) AS n FROM activity_log GROUP BY 1";
  const [{ results }] = JSON.parse(wrangler('d1', 'execute', 'DB', '--json', '--command', sql)) as [
    { results: { mark: string; n: number }[] },
  ];
  return new Map(results.map(({ mark, n }) => [mark, n]));
};

const check = (log: Map<string, number>): void => {
  for (const telling of tellings)
    for (const mark of telling.marks) {
      const n = log.get(mark) ?? 0;
      assert.ok(
        n === 1 || (n === 0 && !acknowledged.has(telling)),
        `${mark} is there ${n} times${acknowledged.has(telling) ? ', and was acknowledged' : ''}`,
      );
    }
};

try {
  wrangler('d1', 'migrations', 'apply', 'DB');
  const perLife = Math.ceil(tellings.length / KILLS);
  for (; life < KILLS; life++) {
    await start();
    const batch = tellings.slice(life * perLife, (life + 1) * perLife);
    const before = tried;
    const telling = tellAll(batch);
    // Somewhere between the first of this life's and the last.
    const when = Math.floor(batch.length * (0.5 + random() * 0.45));
    while (tried - before < when) await sleep(2);
    await sleep(random() * 30);
    await kill();
    await telling;
  }
  const lost = tellings.length - acknowledged.size;
  check(stored());
  console.log(
    `${KILLS} kills survived: ${acknowledged.size} of ${tellings.length} tellings acknowledged, each there once; ${lost} were not, each there once or not at all`,
  );
  await start();
  for (let tries = 0; acknowledged.size < tellings.length && tries < 5; tries++)
    await tellAll(tellings.filter((telling) => !acknowledged.has(telling)));
  await kill();
  assert.equal(acknowledged.size, tellings.length);
  const log = stored();
  check(log);
  const sum = [...log.values()].reduce((all, n) => all + n, 0);
  assert.equal(sum, EVENTS);
  console.log(
    `${EVENTS} events checked: after ${unanswered} tellings without an answer and their retries each is there once`,
  );
} finally {
  if (child && child.exitCode === null && child.signalCode === null) await kill();
  rmSync(disk, { recursive: true, force: true });
}
