import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { elements } from '../../scripts/manifest/analyze.ts';
import { openAdmin } from '../testing/admin.ts';
import { serveHost } from './open.ts';
import { HOSTS } from './serve.ts';

/** How many of the templates are tested, from the first on. */
const TESTED = Number(process.env.TESTED ?? 3);

const { shop, use } = await openAdmin();

const axe = readFileSync(join(import.meta.dirname, '../../node_modules/axe-core/axe.min.js'), 'utf8');
const look = readFileSync(join(import.meta.dirname, '../../docs/look.md'), 'utf8');

/** JavaScript of the page that finds axe's violations in the elements, without those of the page around them. */
const FOUND = `axe.run('attention-badge, order-timeline, activity-feed').then(({ violations }) =>
  violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' | ')))`;

/** JavaScript of the page that compares the elements' font with the page's, and looks for overflow. */
const STANDS = `Array.from(document.querySelectorAll('order-timeline, activity-feed'), (host) => ({
  tag: host.localName,
  isTooWide: host.scrollWidth > host.clientWidth,
  font: getComputedStyle(host).fontFamily === getComputedStyle(host.parentElement).fontFamily,
  size: parseFloat(getComputedStyle(host).fontSize) >= 13,
}))`;

describe('the elements in the admin of', () => {
  const admin = use(async (log) => {
    await log('order.created', 'Order placed — £43.00 via Stripe', { order_id: 'SS-1' });
    for (const order_id of ['SS-1', 'SS-2'])
      await log('order.submission_failed', null, { order_id, payload: { provider: 'Printify', reason: 'busy' } });
    await log('email.bounced', null, { order_id: 'SS-1', payload: { email: 'a@example.com', kind: 'shipping' } });
  });

  for (const host of HOSTS.slice(0, TESTED)) {
    test(`${host}: legible in both schemes, on a phone and on a desk, in its font`, async () => {
      const path = serveHost(shop, host, 'SS-1', await admin.head());
      const { page, thrown } = await admin.openTab();
      await page.emulateMedia({ reducedMotion: 'reduce' });
      await page.goto(path);
      for (const tag of ['order-timeline', 'activity-feed']) await page.locator(`${tag} .entry`).first().waitFor();
      await page.locator('attention-badge .count').waitFor();
      await page.evaluate(axe);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        for (const width of [280, 1280]) {
          await page.setViewportSize({ width, height: 800 });
          assert.deepEqual(await page.evaluate(FOUND), [], `${colorScheme}, ${width} px`);
          for (const stands of (await page.evaluate(STANDS)) as object[])
            assert.partialDeepStrictEqual(stands, { isTooWide: false, font: true, size: true });
        }
      }
      assert.deepEqual(thrown, []);
      await page.close();
    });
  }

  for (const host of HOSTS) {
    test(`${host}: docs/look.md has the same lines as its page`, () => {
      const css = readFileSync(join(import.meta.dirname, `${host}.css`), 'utf8');
      assert.ok(look.includes(`\`\`\`css\n${css}\`\`\``), `${host}.css`);
    });
  }

  test('wordpress: its recipe has the same lines as its page', () => {
    const recipe = readFileSync(join(import.meta.dirname, '../recipes/wordpress.php'), 'utf8');
    const css = readFileSync(join(import.meta.dirname, 'wordpress.css'), 'utf8');
    assert.ok(recipe.includes(`<<<'CSS'\n${css}CSS;`));
  });

  test('docs/look.md has every custom property', () => {
    const all = elements().flatMap(({ cssProperties }) => cssProperties.map(({ name }) => name));
    const documented = Array.from(look.matchAll(/^\| `(--flagpost-[\w-]+)` \|/gm), ([, name]) => name);
    assert.deepEqual(documented.sort(), [...new Set(all)].sort());
  });
});
