import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { ADMIN_KEY, API_KEY, useWorker } from '../testing/harness.ts';
import { useReceiver } from '../testing/receiver.ts';

const hook = await useReceiver((response, { path }) => response.writeHead(path === '/slack' ? 404 : 200).end());
const worker = useWorker({
  secrets: {
    ALERT_URL: `${hook.url}/hook`,
    ALERT_SECRET: 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD',
    ALERT_SLACK_URL: `${hook.url}/slack`,
  },
});

/** Runs `flagpost alert --test`. */
const alert = (to: URL, key: string | undefined, ...options: string[]) =>
  new Promise<{ code: number; printed: string }>((resolve) => {
    const args = [join(import.meta.dirname, 'main.ts'), 'alert', '--test', '--url', to.origin, ...options];
    const env = { PATH: process.env.PATH, ...(key !== undefined && { FLAGPOST_ADMIN_KEY: key }) };
    execFile(process.execPath, args, { env }, (error, out, err) =>
      resolve({ code: error ? Number(error.code) : 0, printed: out + err }),
    );
  });

test('flagpost alert --test says of each channel what came of its message', async () => {
  const all = await alert(worker.url, ADMIN_KEY);
  assert.match(all.printed, /✓ webhook: sent\. Look there\.\n✗ slack: 404\n/);
  assert.equal(all.code, 1);
  const one = await alert(worker.url, ADMIN_KEY, '--channel', 'webhook');
  assert.deepEqual([one.code, one.printed], [0, '✓ webhook: sent. Look there.\n']);
});

test('flagpost alert --test says what is missing', async () => {
  assert.match((await alert(worker.url, undefined)).printed, /ADMIN_KEYS in FLAGPOST_ADMIN_KEY/);
  const refused = await alert(worker.url, API_KEY);
  assert.match(refused.printed, /The Worker sent no message: /);
  assert.equal(refused.code, 1);
  assert.match((await alert(worker.url, ADMIN_KEY, '--channel', 'fax')).printed, /slack, discord, telegram/);
  await worker.set({ ALERT_URL: '', ALERT_SLACK_URL: '' });
  assert.match((await alert(worker.url, ADMIN_KEY)).printed, /No channel is set\. docs\/alerts\.md/);
});
