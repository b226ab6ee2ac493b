import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openAdmin } from './testing/admin.ts';

/** Lists the `Intl` formatters that a page creates: the first one costs more than all the rest of a first paint. */
const WATCH = `
  window.made = [];
  for (const name of Object.getOwnPropertyNames(Intl)) {
    const Real = Intl[name];
    if (typeof Real !== 'function' || !Real.prototype) continue;
    const note = (target, args, as) => { made.push(name); return Reflect.construct(target, args, as); };
    Intl[name] = new Proxy(Real, { construct: note, apply: (target, _, args) => note(target, args, target) });
  }`;

const { shop, use } = await openAdmin();

describe('the first paint', () => {
  const admin = use();

  /** The `Intl` formatters that a page in this language has created before its rows are painted. */
  const madeIn = async (lang: string): Promise<string[]> => {
    await admin.log('order.created', 'Order placed', { order_id: 'SS-1' });
    await admin.log('sync.failed', 'Sync failed', {});
    const elements = '<attention-badge></attention-badge><activity-feed></activity-feed>';
    const story = '<order-timeline order-id="SS-1"></order-timeline>';
    shop.at.set('/', `<!doctype html><html lang="${lang}"><title>Shop</title>${await admin.head()}${elements}${story}`);
    const { page } = await admin.openTab();
    await page.addInitScript({ content: WATCH });
    await page.goto('/');
    for (const list of ['activity-feed', 'order-timeline'])
      await page.locator(list).locator('.entry').first().waitFor();
    const made = await page.evaluate<string[]>('made');
    await page.close();
    return made;
  };

  test('creates no Intl formatter in an English page', async () => {
    assert.deepEqual(await madeIn('en'), []);
  });

  test('creates one in another language, which shows that the test counts', async () => {
    assert.ok((await madeIn('de')).length > 0);
  });
});
