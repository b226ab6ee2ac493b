import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Webhook } from 'standardwebhooks';
import type { Alert } from '../contract/alerts.ts';
import type { AlertsTested, Health } from '../contract/api.ts';
import { asViewer, bearer, record } from '../testing/callers.ts';
import { ADMIN_KEY, API_KEY, useWorker } from '../testing/harness.ts';
import { useReceiver } from '../testing/receiver.ts';

const SECRET = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD';
const hook = await useReceiver((response, { path }) =>
  response.writeHead(path === '/slack-secret' ? 404 : 200).end('no_service'),
);
const worker = useWorker({
  secrets: {
    ALERT_URL: `${hook.url}/hook-secret`,
    ALERT_SECRET: SECRET,
    ALERT_SLACK_URL: `${hook.url}/slack-secret`,
    ALERT_EMAIL_TO: 'ana@shop.example',
    ALERT_AFTER: '0m',
    ADMIN_HREF: 'https://admin.shop.example/orders/{order_id}',
  },
});

const ask = async (body?: unknown) => {
  const init = { method: 'POST', headers: { ...bearer(ADMIN_KEY), 'Content-Type': 'application/json' } };
  return worker.fetch('/v1/alerts/test', { ...init, ...(body !== undefined && { body: JSON.stringify(body) }) });
};
const health = async () => (await (await worker.fetch('/healthz', { headers: bearer(API_KEY) })).json()) as Health;

describe('a test message', () => {
  test('goes to every channel that is set, and what came of it is told', async () => {
    const told = (await (await ask()).json()) as AlertsTested;
    assert.deepEqual(told, {
      sent: ['webhook'],
      failed: [
        { channel: 'slack', reason: '404 no_service' },
        { channel: 'email', reason: 'ALERT_EMAIL_FROM must be an address of mail' },
      ],
    });
    const { body, headers } = hook.received.find(({ path }) => path === '/hook-secret')!;
    const { data } = new Webhook(SECRET).verify(body, headers as Record<string, string>) as { data: Alert };
    assert.equal(data.kind, 'test');
  });

  test('goes to the one that is named', async () => {
    assert.deepEqual(await (await ask({ channel: 'webhook' })).json(), { sent: ['webhook'], failed: [] });
    assert.deepEqual(
      hook.received.map(({ path }) => path),
      ['/hook-secret'],
    );
    const unset = { sent: [], failed: [{ channel: 'discord', reason: 'it is not set' }] };
    assert.deepEqual(await (await ask({ channel: 'discord' })).json(), unset);
    for (const wrong of [{ channel: 'fax' }, { channel: 7 }, { url: 'https://evil.example' }])
      assert.equal((await ask(wrong)).status, 422);
  });
});

test('the cron of each minute rings, and healthz says how each channel does', async () => {
  await record(worker, {
    ...{ event_type: 'order.submission_failed', order_id: 'SS-1' },
    payload: { provider: 'Printify', reason: 'ana@customer.example paid with 4242 4242 4242 4242' },
  });
  const before = (await health()).alerts!;
  assert.deepEqual(Object.keys(before.channels), ['slack', 'email', 'webhook']);
  assert.equal(before.channels.webhook!.last_sent_at, null);
  assert.ok(before.due_since);
  await worker.cron('* * * * *');
  const { data } = JSON.parse(hook.received.find(({ path }) => path === '/hook-secret')!.body) as { data: Alert };
  assert.deepEqual(
    data.lines.map(({ is, order_id, message, url }) => [is, order_id, message, url]),
    [['opened', 'SS-1', 'Submission to Printify failed: … paid with …', 'https://admin.shop.example/orders/SS-1']],
  );
  const { channels, due_since } = (await health()).alerts!;
  assert.ok(Date.now() - Date.parse(channels.webhook!.last_sent_at!) < 60_000);
  assert.equal(channels.slack!.reason, '404 no_service');
  assert.ok(channels.slack!.failing_since);
  // The channels that failed are problems by now, and ring in the one that works.
  assert.ok(due_since);
  await worker.cron('* * * * *');
  assert.equal((await health()).alerts!.due_since, null);
  const feed = await asViewer(worker).feed({ type: 'alert.*' });
  assert.deepEqual(feed.events.map(({ message, problem, level }) => [message, problem, level]).sort(), [
    ['Email could not be reached: ALERT_EMAIL_FROM must be an address of mail', 'alert:email', 'warning'],
    ['Slack could not be reached: 404 no_service', 'alert:slack', 'warning'],
  ]);
});

test('a message that gets through by hand closes the problem of its channel', async () => {
  await record(worker, { event_type: 'order.submission_failed', order_id: 'SS-1', payload: { provider: 'Printify' } });
  await worker.cron('* * * * *');
  hook.answer = (response) => response.end('ok');
  await ask({ channel: 'slack' });
  const { events } = await asViewer(worker).feed({ type: 'alert.failed' });
  assert.equal(events.find(({ problem }) => problem === 'alert:slack')!.resolved_by, 'recovered');
  assert.equal((await health()).alerts!.channels.slack!.reason, null);
});

test('no secret reaches an answer, an event or the log', async () => {
  await ask();
  const all = [
    JSON.stringify(await health()),
    JSON.stringify((await worker.db.prepare('SELECT * FROM activity_log').all()).results),
    JSON.stringify((await worker.db.prepare('SELECT * FROM alert_channel').all()).results),
    JSON.stringify(worker.logs()),
  ].join();
  assert.doesNotMatch(all, /hook-secret|slack-secret|C2FVsBQI/);
});
