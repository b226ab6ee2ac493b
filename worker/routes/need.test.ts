import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { FeedPage, ProblemJson } from '../contract/api.ts';
import type { LogEvent, NewEvent } from '../contract/event.ts';
import { asViewer, bearer, record, viewerToken } from '../testing/callers.ts';
import { useWorker } from '../testing/harness.ts';

const HOUR = 3_600_000;
const worker = useWorker();
const NOW = Date.now();

const told = (event_type: string, order_id: string, hours: number, fields: Partial<NewEvent> = {}): NewEvent => ({
  ...{ event_type, order_id, message: `${event_type} of ${order_id}` },
  occurred_at: new Date(NOW + (hours - 100) * HOUR).toISOString(),
  ...fields,
});

const get = async (path: string) => worker.fetch(path, { headers: bearer(await viewerToken()) });

/** The orders of all pages of a list, in the order in which they come. */
const orders = async (query: string): Promise<(string | null)[][]> => {
  const pages: (string | null)[][] = [];
  for (let path: string | null = `/v1/events?${query}`; path; ) {
    const response = await get(path);
    assert.equal(response.status, 200, await response.clone().text());
    const { events, next_cursor } = (await response.json()) as FeedPage;
    pages.push(events.map(({ order_id }) => order_id));
    path = next_cursor && `/v1/events?limit=2&cursor=${next_cursor}`;
  }
  return pages;
};

describe('what needs attention, by need', () => {
  const fill = () =>
    record(
      worker,
      told('order.cancelled', 'W1', 1),
      told('order.submission_failed', 'E2', 3),
      told('order.cancelled', 'W2', 4),
      told('order.submission_failed', 'E1', 2),
      told('order.submission_failed', 'E3', 5),
      told('order.note', 'N1', 6),
    );

  test('has errors before warnings, each oldest first, page by page', async () => {
    await fill();
    assert.deepEqual(await orders('tab=attention&sort=need'), [['E1', 'E2', 'E3', 'W1', 'W2']]);
    assert.deepEqual(await orders('tab=attention&sort=need&limit=2'), [['E1', 'E2'], ['E3', 'W1'], ['W2']]);
    assert.deepEqual(await orders('tab=attention&sort=newest'), [['E3', 'W2', 'E2', 'E1', 'W1']]);
  });

  test('ends with a page that is full, where nothing follows', async () => {
    await record(worker, told('order.submission_failed', 'E1', 1), told('order.submission_failed', 'E2', 2));
    assert.deepEqual(await orders('tab=attention&sort=need&limit=2'), [['E1', 'E2']]);
  });

  test('goes on at the warnings where the errors fill a page', async () => {
    await record(
      worker,
      told('order.submission_failed', 'E1', 3),
      told('order.submission_failed', 'E2', 4),
      told('order.cancelled', 'W1', 1),
    );
    assert.deepEqual(await orders('tab=attention&sort=need&limit=2'), [['E1', 'E2'], ['W1']]);
  });

  test('leaves out what is snoozed, has what is due again, and takes filters', async () => {
    await fill();
    const { events } = await asViewer(worker).feed({ tab: 'attention' });
    const idOf = (order: string) => events.find((event: LogEvent) => event.order_id === order)!.id;
    const until = (order: string, at: number) =>
      worker.db
        .prepare('UPDATE activity_log SET snoozed_until = ? WHERE id = unhex(?)')
        .bind(at, idOf(order).replaceAll('-', ''))
        .run();
    await until('E1', NOW + HOUR);
    await until('W1', NOW - HOUR);
    assert.deepEqual(await orders('tab=attention&sort=need'), [['E2', 'E3', 'W1', 'W2']]);
    assert.deepEqual(await orders('tab=attention&sort=need&level=warning'), [['W1', 'W2']]);
    assert.deepEqual(await orders('tab=attention&sort=need&order_id=E2'), [['E2']]);
    const since = new Date(NOW - 96.5 * HOUR).toISOString();
    assert.deepEqual(await orders(`tab=attention&sort=need&since=${since}`), [['E3', 'W2']]);
    assert.deepEqual(await orders(`tab=attention&sort=need&until=${since}`), [['E2', 'W1']]);
  });

  test('is for that tab, and for a list', async () => {
    const detail = async (path: string) => ((await (await get(path)).json()) as ProblemJson).errors;
    assert.deepEqual(await detail('/v1/events?sort=need'), [{ path: 'sort', message: 'need is for tab=attention' }]);
    assert.deepEqual(await detail('/v1/events?sort=oldest'), [
      { path: 'sort', message: 'must be one of newest, need' },
    ]);
    assert.equal((await get('/v1/events.csv?tab=attention&sort=need')).status, 422);
  });

  test('has cursors of its own', async () => {
    await fill();
    const cursorOf = async (query: string) =>
      ((await (await get(`/v1/events?${query}&limit=2`)).json()) as FeedPage).next_cursor!;
    const need = await cursorOf('tab=attention&sort=need');
    assert.equal((await get(`/v1/events?sort=newest&cursor=${need}`)).status, 422);
    assert.equal((await get(`/v1/events.csv?cursor=${need}`)).status, 422);
    const plain = JSON.parse(Buffer.from(await cursorOf('tab=attention'), 'base64url').toString());
    const forged = Buffer.from(JSON.stringify({ ...plain, query: { ...plain.query, sort: 'need' } })).toString(
      'base64url',
    );
    assert.equal((await get(`/v1/events?cursor=${forged}`)).status, 400);
  });
});

describe('an external id', () => {
  test('finds the events of its order, with its namespace and without, however old they are', async () => {
    await record(
      worker,
      told('order.shipped', 'SS-1', 1, {
        payload: { tracking: '1Z999AA10123456784' },
        refs: ['printify:5a96f649b243'],
      }),
      told('order.delivered', 'SS-1', 2),
      told('order.note', 'SS-2', 3, { refs: ['erp:77'] }),
    );
    for (const q of [
      '1Z999AA10123456784',
      'tracking:1Z999AA10123456784',
      '1z999aa10123456784',
      '5a96f649b243',
      'printify:5a96f649b243',
    ]) {
      assert.deepEqual(await orders(`q=${q}`), [['SS-1', 'SS-1']], q);
    }
    assert.deepEqual(await orders('q=77'), [['SS-2']]);
    assert.deepEqual(await orders('q=erp:77'), [['SS-2']]);
    assert.deepEqual(await orders('q=5a96f649b24'), [[]]);
  });

  test('that is short is found in texts too', async () => {
    await record(worker, told('order.note', 'SS-2', 3, { refs: ['erp:77'] }), told('order.note', 'SS-77', 4));
    assert.deepEqual(await orders('q=77'), [['SS-77', 'SS-2']]);
  });

  test('finds nothing of another order for a viewer of one order', async () => {
    await record(worker, told('order.note', 'SS-2', 3, { refs: ['erp:1234567890'] }));
    const headers = bearer(await viewerToken({ order_id: 'SS-1' }));
    const { events } = (await (await worker.fetch('/v1/events?q=1234567890', { headers })).json()) as FeedPage;
    assert.deepEqual(events, []);
  });
});

test('a parcel that the shop itself reports leads its carrier to the order', async () => {
  const tracking = { payload: { tracking: '00340434161094022115' } };
  await record(worker, told('order.shipped', 'SS-1', 1, tracking), {
    ...told('order.delivered', '', 2, { refs: ['tracking:00340434161094022115'] }),
    order_id: undefined,
  });
  assert.deepEqual(await orders('type=order.delivered'), [['SS-1']]);
});
