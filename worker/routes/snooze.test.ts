import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { resolveMatching } from '../../widgets/client/writes.ts';
import type { ManyResolved, ProblemJson, Resolved } from '../contract/api.ts';
import type { LogEvent, NewEvent } from '../contract/event.ts';
import { asViewer, bearer, record, viewerToken } from '../testing/callers.ts';
import { useWorker } from '../testing/harness.ts';

const worker = useWorker();
const viewer = () => asViewer(worker);

const HOUR = 3_600_000;
const ahead = (ms: number) => new Date(Date.now() + ms).toISOString();
const at = (minute: number) => new Date(Date.UTC(2026, 1, 16, 14, minute)).toISOString();
const failed = (minute: number, order_id = 'SS-1', more: Partial<NewEvent> = {}): NewEvent => ({
  event_type: 'order.submission_failed',
  message: 'x',
  order_id,
  occurred_at: at(minute),
  ...more,
});

const call = async (method: string, id: string, body?: unknown, claims: Record<string, unknown> = {}) =>
  worker.fetch(`/v1/events/${id}/snooze`, {
    method,
    headers: { ...bearer(await viewerToken(claims)), ...(body ? { 'Content-Type': 'application/json' } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
const snooze = async (id: string, until = ahead(HOUR)) =>
  (await (await call('POST', id, { until })).json()) as Resolved;
const wake = async (id: string) => (await (await call('DELETE', id)).json()) as Resolved;

const listed = async (tab: 'attention' | 'snoozed', claims = {}) =>
  (await asViewer(worker, claims).feed({ tab })).events.map(({ order_id }) => order_id);
const newest = async () => (await viewer().feed()).events[0]!;
/** As if the time had passed. */
const over = () => worker.db.exec('UPDATE activity_log SET snoozed_until = 1 WHERE snoozed_until IS NOT NULL');

describe('a snoozed problem', () => {
  test('leaves the count and the list, is listed apart, and is open still', async () => {
    await record(worker, failed(1, 'SS-1'), failed(2, 'SS-2'));
    const until = ahead(HOUR);
    const { event, count } = await snooze((await newest()).id, until);
    assert.deepEqual([event.snoozed_until, event.resolved_at, count], [until, null, 1]);
    assert.deepEqual([await listed('attention'), await listed('snoozed')], [['SS-1'], ['SS-2']]);
    assert.equal((await viewer().timeline('SS-2')).events[0]!.snoozed_until, until);
    const { snoozed, ...counted } = await viewer().attention();
    assert.deepEqual(counted, { count: 1, capped: false, by_level: { warning: 0, error: 1 } });
    assert.equal(snoozed, true, 'something is snoozed');
  });

  test('is known beside the count to who may see it, and only while it is snoozed', async () => {
    await record(worker, failed(1, 'SS-1'), failed(2, 'SS-2'));
    const known = async (claims = {}) => (await asViewer(worker, claims).attention()).snoozed ?? false;
    assert.equal(await known(), false);
    const { id } = await newest();
    await snooze(id);
    assert.deepEqual([await known(), await known({ order_id: 'SS-2' })], [true, true]);
    assert.equal(await known({ order_id: 'SS-1' }), false, "another order's");
    await wake(id);
    assert.equal(await known(), false, 'woken');
    await snooze(id);
    await over();
    assert.equal(await known(), false, 'its time is over');
    await snooze(id);
    await viewer().resolve(id);
    assert.equal(await known(), false, 'resolved');
  });

  test('comes back by itself when its time is over, before any cron', async () => {
    await record(worker, failed(1, 'SS-1'), failed(2, 'SS-2'), failed(3, 'SS-3'));
    const { id } = (await viewer().feed()).events[1]!;
    const { count } = await snooze(id, ahead(2_000));
    assert.equal(count, 2);
    while ((await viewer().attention()).count < 3) await new Promise((resolve) => setTimeout(resolve, 50));
    assert.deepEqual([await listed('attention'), await listed('snoozed')], [['SS-3', 'SS-2', 'SS-1'], []]);
    assert.equal((await viewer().event(id)).snoozed_until, null);
  });

  test('is as it was once the cron has been', async () => {
    await record(worker, failed(1, 'SS-1'), failed(2, 'SS-2'));
    await snooze((await newest()).id);
    await worker.cron('*/15 * * * *');
    assert.deepEqual(await listed('snoozed'), ['SS-2']);
    await over();
    await worker.cron('*/15 * * * *');
    assert.deepEqual([await listed('attention'), await listed('snoozed')], [['SS-2', 'SS-1'], []]);
    const left = await worker.db.prepare('SELECT * FROM activity_log WHERE snoozed_until IS NOT NULL').all();
    assert.deepEqual(left.results, []);
  });

  test('comes back at once when it happens again', async () => {
    await record(worker, failed(1));
    await snooze((await newest()).id);
    await record(worker, failed(2));
    assert.equal((await viewer().attention()).count, 1);
    const [back] = (await viewer().feed({ tab: 'attention' })).events;
    assert.deepEqual([back!.repeats, back!.snoozed_until], [2, null]);
    assert.deepEqual(await listed('snoozed'), []);
  });

  test('may be fine meanwhile', async () => {
    await record(worker, failed(1));
    const { id } = await newest();
    await snooze(id);
    await record(worker, failed(2, 'SS-1', { event_type: 'order.submitted' }));
    const { resolved_by, snoozed_until } = await viewer().event(id);
    assert.deepEqual([resolved_by, snoozed_until, await listed('snoozed')], ['recovered', null, []]);
  });

  test('wakes by a click', async () => {
    await record(worker, failed(1));
    const { id } = await newest();
    await snooze(id);
    const { event, count } = await wake(id);
    assert.deepEqual([event.snoozed_until, count], [null, 1]);
    assert.deepEqual(await wake(id), { event, count });
  });

  test('is resolved by a click, by its order and by its id, not with a list that does not show it; undo gives it back', async () => {
    await record(worker, failed(1));
    const { id } = await newest();
    const { event } = await snooze(id);
    await viewer().resolve(id);
    assert.deepEqual(await listed('snoozed'), []);
    assert.equal((await snooze(id, ahead(2 * HOUR))).event.resolved_by, 'Ana');
    assert.deepEqual((await viewer().undo(id)).event, event);
    const { as_of } = await viewer().feed({ tab: 'attention' });
    assert.deepEqual((await resolveMatching(viewer(), {}, as_of)).resolved, []);
    assert.deepEqual((await viewer().resolveOrder('SS-1')).resolved, [id]);
    await viewer().undo(id);
    const again = await viewer().request<ManyResolved>('/v1/attention/resolve', {
      method: 'POST',
      body: JSON.stringify({ ids: [id] }),
    });
    assert.deepEqual(again.resolved, [id]);
  });

  test('changes the ETag of what is asked by it, also when its time is over', async () => {
    await record(worker, failed(1));
    const { id } = await newest();
    const tags = async () => {
      const headers = bearer(await viewerToken());
      const answers = ['/v1/events', `/v1/events/${id}`, '/v1/attention', '/v1/orders/SS-1/events'];
      return Promise.all(answers.map(async (path) => (await worker.fetch(path, { headers })).headers.get('ETag')));
    };
    const before = await tags();
    await snooze(id);
    const asleep = await tags();
    for (const [i, tag] of asleep.entries()) assert.notEqual(tag, before[i]);
    await over();
    assert.deepEqual(await tags(), before);
  });

  test('is counted and listed for its order alone, where the token is for one', async () => {
    await record(worker, failed(1, 'SS-1'), failed(2, 'SS-2'));
    await snooze((await newest()).id);
    const [one, two] = [{ order_id: 'SS-1' }, { order_id: 'SS-2' }];
    assert.deepEqual([await listed('snoozed', one), await listed('snoozed', two)], [[], ['SS-2']]);
    assert.equal((await asViewer(worker, one).attention()).count, 1);
    assert.equal((await asViewer(worker, two).attention()).count, 0);
    await over();
    assert.deepEqual([await listed('attention', one), await listed('attention', two)], [['SS-1'], ['SS-2']]);
    assert.equal((await asViewer(worker, two).attention()).count, 1);
  });
});

test('pages of what needs attention go on through what is due again, each row once', async () => {
  await record(worker, ...Array.from({ length: 12 }, (_, i) => failed(i, `SS-${i}`)));
  const { events } = await viewer().feed();
  for (const { id } of events.filter((_, i) => i % 3 === 0)) await snooze(id);
  await over();
  const shown: string[] = [];
  for (let cursor: string | null = null, first = true; first || cursor !== null; first = false) {
    const page = await viewer().feed({ tab: 'attention', limit: 5, ...(cursor !== null && { cursor }) });
    shown.push(...page.events.map(({ id }) => id));
    cursor = page.next_cursor;
  }
  assert.deepEqual(
    shown,
    events.map(({ id }) => id),
  );
});

describe('a snooze', () => {
  for (const [body, path] of [
    [{}, 'until'],
    [{ until: null }, 'until'],
    [{ until: 'tomorrow' }, 'until'],
    [{ until: '2026-02-16T14:00:00' }, 'until'],
    [{ until: '2020-01-01T00:00:00Z' }, 'until'],
    [{ until: ahead(91 * 24 * HOUR) }, 'until'],
    [{ until: ahead(HOUR), why: 'x' }, 'why'],
  ] as const) {
    test(`of ${JSON.stringify(body)} is refused and names ${path}`, async () => {
      await record(worker, failed(1));
      const response = await call('POST', (await newest()).id, body);
      assert.equal(response.status, 422);
      assert.equal(((await response.json()) as ProblemJson).errors![0]!.path, path);
      assert.equal((await viewer().attention()).count, 1);
    });
  }

  test('is for who may write and sees the event, and not of an info event', async () => {
    await record(worker, failed(1), failed(2, 'SS-1', { event_type: 'order.note' }));
    const [note, { id }] = (await viewer().feed()).events as [LogEvent, LogEvent];
    const body = { until: ahead(HOUR) };
    for (const method of ['POST', 'DELETE']) {
      const status = async (of: string, claims = {}) =>
        (await call(method, of, method === 'POST' ? body : undefined, claims)).status;
      assert.equal(await status(id, { scope: 'read' }), 403);
      assert.equal(await status(id, { order_id: 'SS-2' }), 404);
      assert.equal(await status('x'), 404);
      assert.equal(await status(note.id), 422);
    }
    assert.deepEqual(await listed('snoozed'), []);
  });
});
