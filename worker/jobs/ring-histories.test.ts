import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { D1Database, D1PreparedStatement } from '@cloudflare/workers-types';
import fc from 'fast-check';
import { migrate } from '../../bench/local-d1.ts';
import { openSqlite } from '../../bench/sqlite-d1.ts';
import type { Alert, AlertLine } from '../contract/alerts.ts';
import { type Env, foldSettings } from '../env.ts';
import { append } from '../store/append.ts';
import { resolveEvent, undoResolve } from '../store/clicks.ts';
import { database } from '../store/database.ts';
import type { Row } from '../store/schema.ts';
import { activityLog } from '../store/schema.ts';
import { snoozeEvent, wakeEvent } from '../store/snooze.ts';
import { entry } from '../testing/entries.ts';
import { TABLES } from '../testing/harness.ts';
import { ring } from './ring.ts';

const { HISTORIES = '30', SEED = '42' } = process.env;

const MINUTE = 60_000;
const AFTER = 5 * MINUTE;
const LEASE = 2 * MINUTE;
const START = Date.UTC(2026, 1, 16);
const ORDERS = ['A', 'B', 'C'];
/** One takes everything; the other fails for a while now and then. */
const [WORKS, FAILS] = ['https://works.example/', 'https://fails.example/'] as const;

// In this process, where a thousand histories take as long as ten on workerd; `ring.test.ts` is on the real D1.
const { DB: sqlite, close } = openSqlite(':memory:');
await migrate(sqlite);
after(close);

class Killed extends Error {
  override name = 'Killed';
}

/** The life of a run: its calls of the database until it dies, and something that happens before each. */
interface Life {
  left: number;
  beforeCall: (() => Promise<void>) | undefined;
}

/** A database that dies before its `left`th call, and stays dead. */
const killable = (db: D1Database, life: Life): D1Database => {
  const live = async <T>(call: () => Promise<T>): Promise<T> => {
    await life.beforeCall?.();
    if (life.left-- <= 0) throw new Killed();
    return call();
  };
  const inner = new WeakMap<object, D1PreparedStatement>();
  const wrap = (statement: D1PreparedStatement): D1PreparedStatement => {
    const wrapped = {
      bind: (...values: unknown[]) => wrap(statement.bind(...values)),
      run: async () => live(() => statement.run()),
      all: async () => live(() => statement.all()),
      raw: async () => live(() => statement.raw()),
    } as unknown as D1PreparedStatement;
    inner.set(wrapped, statement);
    return wrapped;
  };
  return {
    prepare: (query: string) => wrap(db.prepare(query)),
    batch: async (all: D1PreparedStatement[]) => live(() => db.batch(all.map((each) => inner.get(each)!))),
  } as unknown as D1Database;
};

interface Said extends AlertLine {
  at: number;
  channel: string;
}

const OPERATIONS = {
  ...{ fail: 6, close: 4, click: 3, undo: 2, snooze: 2, wake: 1, late: 1, break: 1, mend: 2 },
  ...{ wait: 8, ring: 10, 'ring and die': 4, 'ring meanwhile': 6 },
};
type Operation = keyof typeof OPERATIONS;

const step = fc.oneof(
  ...Object.entries(OPERATIONS).map(([op, weight]) => ({
    weight,
    arbitrary: fc.record({ op: fc.constant(op as Operation), order: fc.constantFrom(...ORDERS), n: fc.nat(11) }),
  })),
);

const seen = { histories: 0, opened: 0, over: 0, kills: 0, doubled: 0, snoozed: 0, 'came back': 0 };

const isOpen = (row: Row): boolean => row.level !== 'info' && row.hidden === null && row.resolved_at === null;

/** A shop, what became of its problems, and what its channels heard. */
class Shop {
  readonly db = database(sqlite as unknown as globalThis.D1Database);
  readonly said: Said[] = [];
  /** Since when the problem of each order is open without a break, and since when nobody sleeps on it. */
  readonly openSince = new Map<string, number>();
  /** When somebody last clicked at it, or a late event came, or it woke by happening again: from then on what is left of its run may heal anew. */
  readonly touched = new Map<string, number>();
  readonly clicked: string[] = [];
  now = START;
  broken = false;
  /** Until when what a dead run took may wait. */
  leased = 0;
  /** Runs that died when they might have sent something that is not written down. */
  deaths = 0;
  hasLate = false;
  meanwhile: ((order: string) => Promise<void>) | undefined = undefined;
  beforeCall: (() => Promise<void>) | undefined = undefined;
  /** Orders whose problem has ended while this run tells of it: the other channel hears of its start all the same. */
  readonly ended = new Set<string>();
  /** The first thing that a channel should not have heard. To the job it is a connection that fails, like any error in `fetch`. */
  mistake: unknown = null;
  died = false;

  env(db: D1Database = sqlite): Env {
    return {
      DB: db as unknown as globalThis.D1Database,
      ALERT_SLACK_URL: FAILS,
      ALERT_URL: WORKS,
      ALERT_SECRET: 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD',
    };
  }

  async rows(order: string): Promise<Row[]> {
    const rows = await this.db.select().from(activityLog);
    return rows.filter((row) => row.order_id === order).sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  async open(order: string): Promise<Row | undefined> {
    return (await this.rows(order)).findLast(isOpen);
  }

  async receive(url: string, body: string): Promise<Response> {
    try {
      return await this.hear(url, body);
    } catch (error) {
      this.mistake ??= error;
      throw error;
    }
  }

  /** Takes a message as a receiver; looks each problem up as it is in this very moment. */
  async hear(url: string, body: string): Promise<Response> {
    if (url === FAILS && this.broken) return new Response('no', { status: 500 });
    const { data } = url === WORKS ? (JSON.parse(body) as { data: Alert }) : { data: fromText(JSON.parse(body).text) };
    for (const line of data.lines.filter(({ order_id }) => ORDERS.includes(order_id ?? ''))) {
      const order = line.order_id!;
      const open = await this.open(order);
      if (line.is === 'opened' && !this.ended.has(order)) {
        assert.ok(open, `${order} rings and is not open`);
        const since = this.openSince.get(order)!;
        assert.ok(
          this.hasLate || this.now - since >= AFTER,
          `${order} rings after ${(this.now - since) / MINUTE} minutes`,
        );
        assert.ok(open.snoozed_until === null || open.snoozed_until <= this.now, `${order} rings while it is snoozed`);
      } else if (line.is === 'over') {
        assert.ok(!open, `${order} is said to be over and is open`);
        const before = this.said.findLast((said) => said.channel === url && said.order_id === order);
        assert.ok(before || this.died, `the end of ${order} is told to who never heard of it`);
      }
      this.said.push({ ...line, at: this.now, channel: url });
    }
    const { meanwhile } = this;
    this.meanwhile = undefined;
    if (data.lines[0]?.order_id) await meanwhile?.(data.lines[0].order_id);
    return new Response('ok');
  }

  async ring(dies: number | null): Promise<void> {
    const life: Life = { left: dies ?? Number.POSITIVE_INFINITY, beforeCall: this.beforeCall };
    const isDisturbed = this.meanwhile !== undefined || this.beforeCall !== undefined;
    this.ended.clear();
    try {
      await ring(this.env(killable(sqlite, life)), this.now);
      if (this.mistake !== null) throw this.mistake;
    } catch (error) {
      if (!isKilled(error)) throw error;
      seen.kills++;
      this.died = true;
      this.leased = this.now + LEASE;
      this.deaths++;
      return;
    }
    if (this.now >= this.leased && !isDisturbed) await this.checkRung();
  }

  /** After a run that ended well: each problem that was open for long enough was told to the channel that works. */
  async checkRung(): Promise<void> {
    for (const order of ORDERS) {
      const open = await this.open(order);
      const last = this.said.findLast(({ channel, order_id }) => channel === WORKS && order_id === order);
      const since = Math.max(this.openSince.get(order) ?? 0, this.touched.get(order) ?? 0);
      if (!open) assert.ok(last?.is !== 'opened', `${order} is over, and nobody is told`);
      else if (this.now - since >= AFTER && (open.snoozed_until ?? 0) <= this.now) {
        assert.equal(
          last?.is,
          'opened',
          `${order} is open for ${(this.now - since) / MINUTE} minutes, and does not ring`,
        );
      }
    }
  }

  /** Notes which problems opened and closed with what just happened. */
  async note(): Promise<void> {
    for (const order of ORDERS) {
      const open = await this.open(order);
      if (!open) this.openSince.delete(order);
      else if (!this.openSince.has(order)) this.openSince.set(order, this.now);
    }
  }

  async play({ op, order, n }: { op: Operation; order: string; n: number }): Promise<void> {
    const settings = foldSettings(this.env());
    const log = (type: string, at: number) =>
      append(this.db, [entry(type, { order_id: order, occurred_at: at })], settings, this.now);
    const failures = (await this.rows(order)).filter(({ level }) => level !== 'info');
    const failure = failures[n % failures.length];
    if (['click', 'undo', 'late'].includes(op)) for (const each of ORDERS) this.touched.set(each, this.now);
    // A problem that happens again while it is snoozed has its own time to heal.
    if (op === 'fail' && ((await this.open(order))?.snoozed_until ?? 0) > this.now) this.touched.set(order, this.now);
    if (op === 'fail') await log('order.submission_failed', this.now);
    if (op === 'close') await log('order.submitted', this.now);
    if (op === 'late' && this.now - START > MINUTE) {
      this.hasLate = true;
      await log(
        n % 2 ? 'order.submission_failed' : 'order.submitted',
        START + Math.floor(((this.now - START) * n) / 12),
      );
    }
    if (op === 'click' && failure) {
      await resolveEvent(this.db, failure.id, { by: 'Ana', order_id: null }, settings, this.now);
      this.clicked.push(failure.id);
    }
    const clicked = this.clicked[n % this.clicked.length];
    if (op === 'undo' && clicked) await undoResolve(this.db, clicked, null, settings, this.now);
    const open = await this.open(order);
    if (op === 'snooze' && open) {
      await snoozeEvent(this.db, open.id, null, this.now + (n + 1) * 3 * MINUTE, this.now);
      seen.snoozed++;
    }
    if (op === 'wake' && open) await wakeEvent(this.db, open.id, null, this.now);
    if (op === 'break') this.broken = true;
    if (op === 'mend') this.broken = false;
    if (op === 'wait') this.now += n * MINUTE;
    await this.note();
    if (op === 'ring') await this.ring(null);
    if (op === 'ring and die') await this.ring(n);
    if (op === 'ring meanwhile') {
      const end = async (of: string) => {
        this.ended.add(of);
        const row = await this.open(of);
        const done = entry('order.submitted', { order_id: of, occurred_at: this.now });
        if (row && n % 3) await resolveEvent(this.db, row.id, { by: 'Ana', order_id: null }, settings, this.now);
        else await append(this.db, [done], settings, this.now);
        this.openSince.delete(of);
      };
      // The end of a problem comes while its start is being sent, or before one of the job's calls of the database.
      let calls = 0;
      if (n % 2) this.meanwhile = end;
      else this.beforeCall = async () => (calls++ === n / 2 ? end(order) : undefined);
      await this.ring(null);
      this.meanwhile = undefined;
      this.beforeCall = undefined;
    }
    this.now += 1000 * (1 + (n % 20));
  }
}

const isKilled = (error: unknown): boolean =>
  error instanceof Error && (error instanceof Killed || isKilled(error.cause));

/** The lines of a message to Slack, as far as the test goes by them. */
const fromText = (text: string): Alert => {
  const lines = text.split('\n').flatMap((line): AlertLine[] => {
    const [, sign, order_id] = /^(\S+) (\w): /u.exec(line) ?? [];
    return order_id ? [{ is: sign === '✅' ? 'over' : 'opened', order_id, id: line } as AlertLine] : [];
  });
  return { lines } as Alert;
};

test(`${HISTORIES} random histories: each problem rings once a channel, and its end once, whatever dies in between`, async (t) => {
  const real = globalThis.fetch;
  const property = fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 40 }), async (steps) => {
    await sqlite.batch(TABLES.map((table) => sqlite.prepare(`DELETE FROM ${table}`)));
    const shop = new Shop();
    globalThis.fetch = (url, init) => shop.receive(`${url}`, `${init!.body}`);
    for (const each of steps) await shop.play(each);
    // All is mended, and time goes on.
    shop.broken = false;
    for (let i = 0; i < 14; i++) {
      shop.now += (i < 4 ? 1 : 12) * MINUTE;
      await shop.ring(null);
    }
    const { results } = await sqlite.prepare('SELECT id FROM activity_log WHERE ring_at IS NOT NULL').all();
    assert.deepEqual(results, [], 'nothing waits for ever');
    await shop.checkRung();
    for (const order of ORDERS) await shop.play({ op: 'close', order, n: 0 });
    await shop.ring(null);
    for (const channel of [WORKS, FAILS])
      for (const order of ORDERS) {
        const last = shop.said.findLast((said) => said.channel === channel && said.order_id === order);
        assert.notEqual(last?.is, 'opened', `${order} is over, and ${channel} is not told`);
      }
    check(shop);
  });
  try {
    await fc.assert(property, { numRuns: Number(HISTORIES), seed: Number(SEED), endOnFailure: false });
  } finally {
    globalThis.fetch = real;
  }
  t.diagnostic(JSON.stringify(seen));
});

/** Start and end take turns in each channel. Only what came back is told again, and what a dead run could not write down. */
const check = (shop: Shop): void => {
  let doubled = 0;
  for (const channel of [WORKS, FAILS])
    for (const order of ORDERS) {
      const said = shop.said.filter((each) => each.channel === channel && each.order_id === order);
      for (const [i, line] of said.entries()) {
        const before = said[i - 1];
        const isAgain = line.is === 'opened' && before?.is === 'opened' && /came back/.test(line.note ?? line.id);
        if (isAgain) seen['came back']++;
        else if (before ? line.is === before.is : line.is === 'over') doubled++;
        seen[line.is === 'over' ? 'over' : 'opened']++;
      }
    }
  // A run that dies may have told each channel of each of them, or may not.
  assert.ok(doubled <= shop.deaths * ORDERS.length * 2, `${doubled} told twice, ${shop.deaths} runs died`);
  seen.doubled += doubled;
  seen.histories++;
};
