import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, beforeEach, describe, test } from 'node:test';
import { record } from '../worker/testing/callers.ts';
import { useWorker } from '../worker/testing/harness.ts';
import { receiveAlerts, storedAlerts } from './alerts.ts';
import { ordersSince } from './orders.ts';
import { fill } from './views.ts';

const SECRET = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD';
const folder = mkdtempSync(join(tmpdir(), 'flagpost-chat-'));
const FILE = join(folder, 'alerts.json');
const chat = createServer(receiveAlerts(SECRET, FILE));
await new Promise<void>((resolve) => chat.listen(0, '127.0.0.1', resolve));
const ALERT_URL = `http://127.0.0.1:${(chat.address() as AddressInfo).port}/chat`;

/** The text of the page that shows the chat. */
const page = (): string => {
  const html = readFileSync(join(import.meta.dirname, 'alerts.html'), 'utf8');
  const shown = { person: 'Ana', orders: ordersSince(new Date()), received: storedAlerts(FILE) };
  return fill(html, '/alerts.html', shown)
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');
};

describe('the demo’s chat', () => {
  const worker = useWorker({ secrets: { ALERT_URL, ALERT_SECRET: SECRET, ALERT_AFTER: '0m' } });
  beforeEach(() => rmSync(FILE, { force: true }));
  after(() => {
    chat.closeAllConnections();
    chat.close();
    rmSync(folder, { recursive: true });
  });

  test('shows once that a problem opened, and once that it ended', async () => {
    assert.match(page(), /Nobody was told of anything yet/);
    const order_id = 'SS-260223-0042';
    const payload = { provider: 'Printify', reason: 'stock < 1' };
    await record(worker, { event_type: 'order.submission_failed', order_id, payload });
    for (let run = 0; run < 2; run++) await worker.cron('* * * * *');
    assert.match(page(), /1 new problem .* 🔴 Submission to Printify failed: stock &lt; 1/);
    await record(worker, { event_type: 'order.submitted', order_id, payload });
    for (let run = 0; run < 2; run++) await worker.cron('* * * * *');
    assert.match(page(), /A problem is over .* ✅ .*fixed itself.* 1 new problem/);
    assert.equal(storedAlerts(FILE).length, 2);
  });

  test('shows no message that Flagpost has not signed', async () => {
    const body = JSON.stringify({ type: 'flagpost.alert', timestamp: new Date().toISOString(), data: { id: 'x' } });
    assert.equal((await fetch(ALERT_URL, { method: 'POST', body })).status, 401);
    assert.deepEqual(storedAlerts(FILE), []);
  });
});
