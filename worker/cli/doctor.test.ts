import assert from 'node:assert/strict';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, afterEach, before, describe, test } from 'node:test';
import type { CatchUpHealth, Health } from '../contract/api.ts';
import type { NewEvent } from '../contract/event.ts';
import { bearer, record, viewerToken } from '../testing/callers.ts';
import { API_KEY, ORIGIN, TOKEN_SECRET, useWorker } from '../testing/harness.ts';
import { alerts } from './checks/alerts.ts';
import { catchUp } from './checks/catch-up.ts';
import type { Deployment, Finding } from './checks/check.ts';
import { crons } from './checks/crons.ts';
import { examine, report } from './doctor.ts';

const worker = useWorker({ secrets: { RETENTION_DAYS: '365', PRINTIFY_WEBHOOK_SECRET: '' } });
const forgetful = useWorker({ secrets: { RETENTION_DAYS: '0' } });

/** Settings that do not mean what the shop thinks. */
const ODD = {
  ...{ OVERDUE_SHIPPED: 'soon', TIME_ZONE: 'Mars', WORKING_DAYS: 'none' },
  ...{ STEPS: 'packed,shipped,delivered', CLOSED: '24.12.', CATCH_UP: 'stripe,gelato' },
};
const ODD_ALERTS = {
  ...{ ALERT_URL: 'http://shop.example/hook', ALERT_LEVELS: 'errors', ALERT_QUIET: 'nights', QUIET_STRIPE: 'soon' },
  ALERT_AFTER: '0m',
};

const NEVER_SENT = { last_sent_at: null, failing_since: null, reason: null };

/** A shop's admin, whose page a test writes. */
let answer: RequestListener = () => {};
const shop = createServer((request, response) => answer(request, response));
let admin = '';
before(async () => {
  await new Promise<void>((resolve) => shop.listen(0, '127.0.0.1', resolve));
  admin = `http://127.0.0.1:${(shop.address() as AddressInfo).port}`;
});
after(() => shop.close());

const connection = (to = worker) => ({ url: to.url.origin, apiKey: API_KEY });

/** The page as it should be, but for what a test plants. */
const page =
  ({
    token = '',
    script = `${worker.url.origin}/widgets.js`,
    headers = {} as Record<string, string>,
    old = '',
  }): RequestListener =>
  (request, response) => {
    if (request.url?.startsWith('/assets/')) return response.end(old);
    return response
      .writeHead(200, { 'Content-Type': 'text/html', ...headers })
      .end(`<meta name="flagpost-token" content="${token}"><script type="module" src="${script}"></script>`);
  };

/** The one fault that doctor names, and its remedy, in one text. */
const mistake = async (...args: Parameters<typeof examine>) => {
  const found = (await examine(...args)).filter(({ state }) => state === 'wrong');
  assert.equal(found.length, 1, report(found));
  assert.ok(found[0]?.todo, 'it says what to do');
  return `${found[0].says} → ${found[0].todo}`;
};

/** A Worker in which everything is right: its cron has run. */
const well = async (to = worker) => {
  await to.cron('*/15 * * * *');
  return connection(to);
};

describe('doctor finds nothing wrong', () => {
  test('in a deployment that is well', async () => {
    const findings = (await examine(await well(), { token: await viewerToken() })).filter(
      ({ state }) => state === 'wrong',
    );
    assert.deepEqual(findings, []);
    assert.match(report([]), /All is well/);
  });
});

describe('doctor finds', () => {
  test('a secret that is missing', async () => {
    await worker.set({ TOKEN_SECRET: '' });
    assert.match(await mistake(await well()), /TOKEN_SECRET is missing.*wrangler secret put TOKEN_SECRET/);
  });

  test('an API key that is another', async () => {
    const found = await examine({ ...(await well()), apiKey: 'x'.repeat(40) });
    assert.match(report(found), /is not one of the Worker’s API_KEYS/);
  });

  test('an external id that leads to several orders', async () => {
    const shared = (order: number) => ({
      event_type: 'order.created',
      message: 'x',
      order_id: `SS-${order}`,
      refs: ['stripe:cus_1', ...(order < 2 ? ['tracking:1'] : [])],
    });
    await record(worker, ...Array.from({ length: 6 }, (_, order) => shared(order)));
    const text = report(await examine(await well()));
    assert.match(text, /five orders or more, and so to none: stripe:cus_1\./);
    assert.match(text, /more than one order: tracking:1\./);
  });

  test('an origin that is not the admin’s', async () => {
    answer = page({ token: await viewerToken() });
    const text = await mistake(await well(), { admin });
    assert.ok(text.includes(`ALLOWED_ORIGINS does not have ${admin}; it has ${ORIGIN}`), text);
    assert.ok(text.includes(`Set ALLOWED_ORIGINS to ${ORIGIN},${admin}`), text);
  });

  describe('a migration', () => {
    afterEach(async () => {
      await worker.db.prepare("INSERT OR IGNORE INTO d1_migrations (name) VALUES ('0001_activity_log.sql')").run();
    });

    test('that is not applied', async () => {
      await worker.db.prepare('DELETE FROM d1_migrations').run();
      const found = (await examine(await well())).filter(({ state }) => state === 'wrong');
      assert.match(report(found), /Not applied: 0001_activity_log\.sql[^✗]*wrangler d1 migrations apply DB --remote/);
    });
  });

  test('tables that are not there', async () => {
    await worker.db.prepare('ALTER TABLE job_run RENAME TO job_run_lost').run();
    try {
      assert.match(await mistake(connection()), /no tables yet.*wrangler d1 migrations apply DB --remote/);
    } finally {
      await worker.db.prepare('ALTER TABLE job_run_lost RENAME TO job_run').run();
    }
  });

  test('no cron, which is wrong on Cloudflare and usual on this machine', async () => {
    const seen = async (url: string) => {
      const health = (await (await worker.fetch('/healthz', { headers: bearer(API_KEY) })).json()) as Health;
      const [found] = await crons({ health, url, clocks: { theirs: null, here: Date.now() } } as Deployment);
      return `${found?.state}: ${found?.says} → ${found?.todo}`;
    };
    assert.match(await seen('https://flagpost.example'), /^wrong: No cron has ever run.*crons = \["17 3/);
    assert.match(await seen('http://localhost:8787'), /^unsure: No cron has ever run.*On this machine/);
    await well();
    await worker.db.prepare('UPDATE job_run SET ran_at = ran_at - 10800000').run();
    assert.match(await seen('https://flagpost.example'), /^wrong: .*last ran 3 hours ago/);
    assert.match(await seen('http://localhost:8787'), /^unsure: .*last ran 3 hours ago/);
  });

  test('a Stripe secret that is wrong', async () => {
    const headers = { 'Stripe-Signature': `t=${Math.floor(Date.now() / 1000)},v1=${'0'.repeat(64)}` };
    await worker.fetch('/webhooks/stripe', { method: 'POST', headers, body: '{}' });
    assert.match(
      await mistake(await well()),
      /stripe: 1 deliveries refused and none accepted.*wrangler secret put STRIPE_WEBHOOK_SECRET/,
    );
  });

  test('a token that has expired, or that another secret signed', async () => {
    const old = await viewerToken({ exp: Math.floor(Date.now() / 1000) - 7200 });
    const found = async (token: string) =>
      report((await examine(await well(), { token })).filter(({ state }) => state === 'wrong'));
    assert.match(await found(old), /The token expired 2 hours ago/);
    assert.match(await found(await viewerToken({}, TOKEN_SECRET.replace('test', 'oops'))), /refuses the token/);
  });

  test('a clock that is off, here or at the admin’s server', async () => {
    const ahead = () => Date.now() + 10 * 60_000;
    const found = report((await examine(await well(), {}, ahead)).filter(({ says }) => /clock/.test(says)));
    assert.match(found, /This machine's clock is 10 minutes ahead/);
    answer = page({ headers: { Date: new Date(Date.now() - 10 * 60_000).toUTCString() } });
    assert.match(report(await examine(await well(), { admin })), /The admin’s server's clock is 10 minutes behind/);
  });

  test('a Content-Security-Policy that blocks', async () => {
    const token = await viewerToken();
    const say = async (policy: string) => {
      answer = page({ token, headers: { 'Content-Security-Policy': policy } });
      return report(await examine(await well(), { admin }));
    };
    const { origin } = worker.url;
    assert.match(await say("default-src 'self'"), /blocks http.*widgets\.js[^✗]*to its script-src/);
    assert.match(
      await say(`script-src ${origin}; connect-src 'self'`),
      /blocks the elements' requests to[^✗]*connect-src/,
    );
    assert.match(await say(`script-src ${origin}; connect-src ${origin}`), /lets the elements work/);
    assert.match(await say(`require-trusted-types-for 'script'; trusted-types mine`), /lit-html/);
  });

  test('an old copy of the elements', async () => {
    answer = page({ token: await viewerToken(), script: '/assets/widgets.js', old: '/* of last year */' });
    assert.match(
      report(await examine(await well(), { admin })),
      /loads an old copy of the elements: .*\/assets\/widgets\.js/,
    );
  });

  test('a retention of 0', async () => {
    assert.match(await mistake(await well(forgetful)), /RETENTION_DAYS is "0".*kept for 90 days.*365/);
  });

  test('deadlines that cannot be read, and a shop that never opens', async () => {
    await worker.set(ODD);
    const found = report(await examine(await well()));
    assert.match(found, /✗ OVERDUE_SHIPPED: "soon" is neither a time .* 3wd counts/);
    assert.match(found, /✗ TIME_ZONE: "Mars" is no time zone/);
    assert.match(found, /✗ WORKING_DAYS: no day is a working day: .* 24 hours by the clock/);
    assert.match(found, /✗ STEPS: "packed" is no step/);
    assert.match(found, /✗ CLOSED: "24.12." is no date/);
  });

  test('a step that makes nearly all warnings of the last week', async () => {
    assert.match(report(await examine(await well())), /✓ Orders are expected to be shipped, delivered/);
    const ago = (days: number) => new Date(Date.now() - days * 24 * 3_600_000).toISOString();
    const paid = (i: number): NewEvent => ({ event_type: 'order.created', order_id: `SS-${i}`, occurred_at: ago(9) });
    const shipped = { event_type: 'order.shipped', order_id: 'SS-0', occurred_at: ago(30) };
    await record(worker, ...Array.from({ length: 20 }, (_, i) => paid(i)), shipped);
    const found = report(await examine(await well()));
    assert.match(
      found,
      /\? 19 of 20 warnings of the last week are about one step: that orders are shipped\. Does your shop/,
    );
    assert.match(found, /leave shipped out of STEPS.*OVERDUE_SHIPPED/);
  });

  test('that nobody is told of problems', async () => {
    assert.match(report(await examine(await well())), /\? No channel of alerts is set.*docs\/alerts\.md/s);
  });

  test('alerts that cannot be sent, and settings of theirs that cannot be read', async () => {
    await worker.set(ODD_ALERTS);
    assert.match(report(await examine(await well())), /\? Alerts by webhook: no message was sent yet.*alert --test/s);
    await record(worker, { event_type: 'order.submission_failed', order_id: 'SS-1' });
    await worker.cron('* * * * *');
    const found = report(await examine(await well()));
    assert.match(found, /✗ Alerts by webhook have failed for .*: ALERT_URL must be an https address\./);
    assert.match(found, /✗ ALERT_LEVELS: "errors" names a level other than warning and error/);
    assert.match(found, /✗ ALERT_QUIET: "nights" is no part of a day such as 22-07/);
    assert.match(found, /✗ QUIET_STRIPE: "soon" is neither a time such as 12h nor off/);
  });

  test('a source that is to be caught up with, and is not', async () => {
    await worker.set(ODD);
    const found = report(await examine(await well()));
    assert.match(found, /✗ stripe is not caught up with: STRIPE_API_KEY is not set.*\n.*wrangler secret put/);
    assert.match(found, /✗ CATCH_UP names gelato, which nobody can ask/);
    const is = (fails: CatchUpHealth['fails'], hoursAgo: number | null = 5): string => {
      const up_to = hoursAgo === null ? null : new Date(Date.now() - hoursAgo * 3_600_000).toISOString();
      const health = { setup: { catch_up: [{ source: 'stripe', fails, says: null, up_to }] } } as unknown as Health;
      return report(catchUp({ health, clocks: { theirs: null, here: Date.now() } } as Deployment) as Finding[]);
    };
    assert.match(is('refused'), /✗ stripe .* refuses the key\.\n.*flagpost catch-up stripe/);
    assert.match(is('failing'), /\? stripe .* does not answer/);
    assert.match(is('limited'), /\? stripe .* asks to come back later/);
    assert.match(is(null, null), /\? stripe was not caught up with yet/);
    assert.match(is(null, 80), /✗ stripe was last caught up with 3 days ago/);
    assert.match(is(null), /✓ stripe was caught up with 5 hours ago/);
  });

  test('a cron of each minute that does not run', async () => {
    const is = (minutes: number) => {
      const due_since = new Date(Date.now() - minutes * 60_000).toISOString();
      const health = { alerts: { channels: { slack: NEVER_SENT }, due_since, flaws: [] } } as unknown as Health;
      const clocks = { theirs: null, here: Date.now() };
      return alerts({ health, clocks, url: 'https://flagpost.example' } as Deployment) as Finding[];
    };
    assert.ok(is(5).every(({ state }) => state !== 'wrong'));
    assert.match(report(is(30)), /✗ A message has been due for 30 minutes: the cron of each minute/);
  });

  test('nobody at all', async () => {
    assert.match(await mistake({ url: 'http://127.0.0.1:1', apiKey: API_KEY }), /Nobody answers.*npm run dev/);
  });
});

test('a page behind a login is looked at with a cookie', async () => {
  let cookie: string | undefined;
  answer = (request, response) => {
    cookie = request.headers.cookie;
    response.end('');
  };
  await examine(await well(), { admin, cookie: 'session=ana' });
  assert.equal(cookie, 'session=ana');
});
