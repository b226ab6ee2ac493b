import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { asViewer } from '../testing/callers.ts';
import { API_KEY, useWorker } from '../testing/harness.ts';
import { exportLog } from './export.ts';
import { importLog } from './import.ts';

const worker = useWorker();
const folder = mkdtempSync(join(tmpdir(), 'flagpost-'));
after(() => rmSync(folder, { recursive: true }));

const connection = () => ({ url: worker.url.origin, apiKey: API_KEY });
const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const log = async () => (await asViewer(worker).feed({ limit: 200 })).events;

const ACTIONS = [{ name: 'call', label: 'Call again' }];
const CSV = `created_at,event_type,message,order_id,payload,actions,shelf
2026-02-16 14:23:05,order.note,"Called, and ""waits""",0042,"{""by"":""Ben""}","${JSON.stringify(ACTIONS).replaceAll('"', '""')}",12
1771252000,order.delivered,,0042,,,
`;
const names = { created_at: 'occurred_at' };

describe('an old log', () => {
  test('in CSV is imported, its columns by the names they are given', async () => {
    const { left, ...imported } = await importLog(connection(), file('old.csv', CSV), { names });
    assert.deepEqual(imported, { accepted: 2, duplicates: 0, rejected: [] });
    assert.deepEqual(left, ['shelf']);
    const [delivered, note] = (await log()).toSorted((a, b) => a.event_type.localeCompare(b.event_type));
    assert.deepEqual([note?.message, note?.order_id, note?.payload], ['Called, and "waits"', '0042', { by: 'Ben' }]);
    assert.deepEqual(note?.actions, ACTIONS);
    assert.equal(note?.occurred_at, '2026-02-16T14:23:05.000Z');
    assert.equal(delivered?.occurred_at, new Date(1_771_252_000_000).toISOString());
  });

  test('is imported once, however often', async () => {
    const old = file('old.csv', CSV);
    await importLog(connection(), old, { names });
    assert.deepEqual((await importLog(connection(), old, { names })).duplicates, 2);
    assert.equal((await log()).length, 2);
  });

  test('says which line was not taken, and why, and keeps the others', async () => {
    const lines = [
      { event_type: 'order.note', message: 'a', occurred_at: '2026-02-16T14:23:05Z' },
      { event_type: 'Not a type', message: 'b', occurred_at: '2026-02-16T14:23:05Z' },
      { event_type: 'order.note', message: 'c' },
      { event_type: 'order.note', message: 'd', occurred_at: 'yesterday' },
    ];
    const old = file('old.ndjson', lines.map((line) => JSON.stringify(line)).join('\n'));
    const { accepted, rejected } = await importLog(connection(), old);
    assert.equal(accepted, 1);
    assert.deepEqual(
      rejected.toSorted((a, b) => a.line - b.line).map(({ line, why }) => `${line} ${why.split(' ')[0]}`),
      ['2 event_type', '3 occurred_at', '4 occurred_at'],
    );
  });

  test('may say of each row whether it is history, and which fact it takes back', async () => {
    const row = (fields: object) => JSON.stringify({ event_type: 'order.note', message: 'x', ...fields });
    const old = [
      row({ event_type: 'order.shipped', order_id: 'SS-1', fact: 'parcel-1', occurred_at: '2026-02-16T14:23:05Z' }),
      row({ order_id: 'SS-1', retracts: 'parcel-1', occurred_at: '2026-02-16T15:23:05Z' }),
      row({ event_type: 'order.created', order_id: 'SS-2', history: 'false', occurred_at: '2026-02-16T14:23:05Z' }),
      row({ event_type: 'order.created', order_id: 'SS-3', history: true, occurred_at: new Date().toISOString() }),
    ];
    const { left, rejected } = await importLog(connection(), file('old.ndjson', old.join('\n')));
    assert.deepEqual([left, rejected], [[], []]);
    const { events } = await asViewer(worker).timeline('SS-1');
    assert.deepEqual(
      events.map(({ event_type, retracted }) => [event_type, retracted]),
      [
        ['order.shipped', true],
        ['order.note', false],
      ],
    );
    const { results } = await worker.db.prepare('SELECT order_id, effects FROM activity_log ORDER BY order_id').all();
    const history = results.filter(({ effects }) => JSON.parse(String(effects)).history);
    assert.deepEqual(
      history.map(({ order_id }) => order_id),
      ['SS-1', 'SS-1', 'SS-3'],
    );
  });

  test('of many requests tells how far it is, to the end', async () => {
    const rows = Array.from({ length: 120 }, (_, i) =>
      JSON.stringify({ event_type: 'order.note', message: `Note ${i}`, occurred_at: '2026-02-16T14:23:05Z', id: i }),
    );
    const shares: number[] = [];
    const onProgress = (share: number) => void shares.push(share);
    const { accepted } = await importLog(connection(), file('long.ndjson', rows.join('\n')), { onProgress });
    assert.equal(accepted, 120);
    assert.equal(shares.length, 3);
    assert.deepEqual(
      shares,
      shares.toSorted((a, b) => a - b),
    );
    assert.equal(shares.at(-1), 1);
  });

  test('that cannot be read is a mistake that says where', async () => {
    await assert.rejects(importLog(connection(), join(folder, 'none.csv')), /There is no file/);
    await assert.rejects(importLog(connection(), file('old.xls', '')), /neither \.ndjson nor \.csv/);
    await assert.rejects(importLog(connection(), file('bad.ndjson', '{"a":1}\nnonsense')), /Line 2 .* is not JSON/);
    await assert.rejects(importLog(connection(), file('bad.csv', 'a,b\n1,2,3\n')), /Line|Record/i);
  });

  test('stops where the Worker cannot be reached, and can be run again', async () => {
    const old = file('old.csv', CSV);
    await assert.rejects(
      importLog({ url: 'http://127.0.0.1:1', apiKey: API_KEY }, old, { names, patience: 1_000 }),
      /Run it again; nothing is imported twice/,
    );
  });
});

describe('an export', () => {
  for (const format of ['ndjson', 'csv'] as const) {
    test(`as ${format} is what was imported, and can be imported again`, async () => {
      await importLog(connection(), file('old.csv', CSV), { names });
      const output = join(folder, `log.${format}`);
      await exportLog(connection(), { format, output, filters: { order_id: '0042' } });
      assert.equal(readFileSync(output, 'utf8').trim().split('\n').length, format === 'csv' ? 3 : 2);
      assert.deepEqual((await importLog(connection(), output)).rejected, []);
    });
  }
});
