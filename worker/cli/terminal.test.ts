import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { parseEnv, stripVTControlCharacters } from 'node:util';
import { STRIPE_KEY, useStripeApi } from '../testing/apis/stripe.ts';
import { useWooApi, WOO_KEY } from '../testing/apis/woocommerce.ts';
import { wooMonth } from '../testing/apis/woocommerce-month.ts';
import { ADMIN_KEY, API_KEY, useWorker } from '../testing/harness.ts';
import { hasTerminal, inTerminal } from '../testing/pseudo-terminal.ts';

const [stripe, woo] = [await useStripeApi(), await useWooApi()];
// Their answers take longer than a bar waits before it is drawn.
for (const api of [stripe, woo]) api.before = () => setTimeout(150);
const worker = useWorker();
const folder = mkdtempSync(join(tmpdir(), 'flagpost-'));
after(() => rmSync(folder, { recursive: true }));

const MAIN = join(import.meta.dirname, 'main.ts');
const ENTER = '\r';
const SPACE = ' ';
const DAY = 86_400_000;

/** Runs the command line with these answers; returns the screen as a person reads it. */
const run = async (args: string[], answers: [RegExp, string][], env: NodeJS.ProcessEnv = {}) => {
  const { screen, status } = await inTerminal([process.execPath, MAIN, ...args], answers, {
    cwd: folder,
    env: { ...process.env, ...env, CI: '', FORCE_COLOR: '0' },
  });
  assert.equal(status, 0, screen);
  return stripVTControlCharacters(screen);
};

describe('in a terminal', { skip: hasTerminal ? false : 'python3 has no pty here' }, () => {
  test('an import asks for the key and never shows it, moves a bar, and shows what looks stuck', async () => {
    woo.shop.orders = wooMonth(14, Date.now() - 40 * DAY, woo.shop.refundedAt).orders;
    const shown = await run(
      ['import', '--from', 'woocommerce', '--days', '60'],
      [
        [/WOOCOMMERCE_URL/, `${woo.url}/shop${ENTER}`],
        [/WOOCOMMERCE_API_KEY/, `${WOO_KEY}${ENTER}`],
        [/14 orders, 6 look stuck: show them\?/, ENTER],
      ],
      { FLAGPOST_URL: worker.url.origin, FLAGPOST_API_KEY: API_KEY, FLAGPOST_ADMIN_KEY: ADMIN_KEY },
    );
    assert.match(shown, /used on this machine only, and never stored/);
    assert.match(shown, /━ \d+ %, \d+ orders/);
    assert.match(shown, /W-1005 {2}Not sent to the printer; paid \d+ days ago/);
    for (const part of WOO_KEY.split(':')) assert.ok(!shown.includes(part.slice(3)), 'the key is typed unseen');
  });

  test('an import says how far back a provider remembers', async () => {
    const shown = await run(['import', '--from', 'stripe', '--days', '60'], [], {
      ...{ FLAGPOST_URL: worker.url.origin, FLAGPOST_API_KEY: API_KEY, FLAGPOST_ADMIN_KEY: ADMIN_KEY },
      ...{ STRIPE_API_KEY: STRIPE_KEY, STRIPE_API_URL: stripe.url },
    });
    assert.match(shown, /Stripe remembers 30 days, and is asked for those\./);
    assert.match(shown, /Importing 30 days from stripe/);
    assert.match(shown, /0 orders, 0 look stuck/);
  });

  test('init asks for what it needs, a key unseen, and writes it down for Cloudflare alone', async () => {
    const key = 'rk_test_typed_by_hand';
    const up = '\x1b[A';
    const shown = await run(
      ['init'],
      [
        [/Where is your admin\?/, `https://admin.shop.example${ENTER}`],
        [/Which providers will send webhooks\?/, `${up}${up}${SPACE}${ENTER}`],
        [/Where should problems ring\?/, ENTER],
        [/Which should be asked each night/, `${SPACE}${ENTER}`],
        [/STRIPE_API_KEY/, `${key}${ENTER}`],
      ],
    );
    assert.match(shown, /import --from stripe --days 60/);
    assert.ok(!shown.includes(key));
    const [local, cloud] = ['.dev.vars', '.prod.vars'].map((file) =>
      parseEnv(readFileSync(join(folder, file), 'utf8')),
    );
    assert.deepEqual([cloud!.CATCH_UP, cloud!.STRIPE_API_KEY], ['stripe', key]);
    assert.deepEqual([local!.CATCH_UP, local!.STRIPE_API_KEY], [undefined, undefined]);
  });
});
