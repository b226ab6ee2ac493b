import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { loadFixture } from '../sources/fixtures/load.ts';
import { asServer, bearer, record, viewerToken } from '../testing/callers.ts';
import { API_KEY, SECRETS, useWorker } from '../testing/harness.ts';

const worker = useWorker();

const resend = await loadFixture('resend');

/** An authentic delivery, which its provider is to keep and send again. */
const signed = async (subject: string) => {
  const { body } = Object.values(resend.deliveries(Date.now()))[0]!;
  const text = JSON.stringify({ ...(body as object), subject });
  const secret = SECRETS.RESEND_WEBHOOK_SECRET!;
  const { signature } = await resend.sign(text, { secret, at: Date.now(), id: 'msg_1' });
  return { body: text, headers: signature! };
};

const rename = (from: string, to: string) => worker.db.prepare(`ALTER TABLE ${from} RENAME TO ${to}`).run();
const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString();

const TABLES = ['activity_log', 'job_run'];

beforeEach(async () => {
  await record(worker, { event_type: 'order.note', message: 'a secret of customer@example.com', order_id: 'SS-1' });
  for (const table of TABLES) await rename(table, `${table}_lost`);
});
afterEach(async () => {
  for (const table of TABLES) await rename(`${table}_lost`, table);
});

test('every door answers 503 and when to try again, and no log line tells what was asked', async () => {
  const headers = bearer(await viewerToken());
  const json = { ...headers, 'Content-Type': 'application/json' };
  const id = '00000000-0000-8000-8000-000000000000';
  for (const response of [
    await asServer(worker, '/v1/events', { event_type: 'order.note', message: 'a secret' }),
    await asServer(worker, '/v1/events', { events: [{ event_type: 'order.note', message: 'a secret' }] }),
    await worker.fetch('/v1/events', { headers }),
    await worker.fetch('/v1/events?q=secret', { headers }),
    await worker.fetch('/v1/events.csv?q=secret', { headers }),
    await worker.fetch('/v1/events.ndjson', { headers }),
    await worker.fetch(`/v1/events/${id}`, { headers }),
    await worker.fetch(`/v1/events/${id}/resolve`, { headers, method: 'POST' }),
    await worker.fetch(`/v1/events/${id}/resolve`, { headers, method: 'DELETE' }),
    await worker.fetch(`/v1/events/${id}/snooze`, { headers: json, method: 'POST', body: `{"until":"${inAnHour()}"}` }),
    await worker.fetch(`/v1/events/${id}/snooze`, { headers, method: 'DELETE' }),
    await worker.fetch(`/v1/events/${id}/actions/retry`, { headers, method: 'POST' }),
    await worker.fetch('/v1/orders/SS-1/events', { headers }),
    await worker.fetch('/v1/orders/SS-1/resolve', { headers, method: 'POST' }),
    await worker.fetch('/v1/orders/SS-1/notes', { headers: json, method: 'POST', body: '{"message":"a secret"}' }),
    await worker.fetch('/v1/orders/SS-1', { headers: bearer(API_KEY), method: 'DELETE' }),
    await worker.fetch('/v1/attention', { headers }),
    await worker.fetch('/v1/attention/resolve', { headers: json, method: 'POST', body: `{"ids":["${id}"]}` }),
    await worker.fetch('/v1/attention/resolve', { headers: json, method: 'DELETE', body: `{"ids":["${id}"]}` }),
    await worker.fetch('/healthz'),
    await worker.fetch('/webhooks/resend', { ...(await signed('a secret')), method: 'POST' }),
  ]) {
    assert.equal(response.status, 503, response.url);
    assert.ok(Number(response.headers.get('Retry-After')) > 0);
    assert.equal(response.headers.get('Content-Type'), 'application/problem+json');
    const text = await response.text();
    assert.doesNotMatch(text, /secret|activity_log|SQL/i);
    // Tables are missing, as in a database from before an edit of the migration: the answer says what to do.
    assert.match(text, /delete \.wrangler\/state/);
  }
  assert.doesNotMatch(JSON.stringify(worker.logs()), /a secret/);
});
