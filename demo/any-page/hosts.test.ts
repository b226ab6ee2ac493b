import assert from 'node:assert/strict';
import { join } from 'node:path';
import { afterEach, describe, test } from 'node:test';
import { build } from 'esbuild';
import type { Page } from 'playwright-core';
import { build as bundle } from 'vite';
import { openAdmin } from '../testing/admin.ts';
import { HOTKEYS, PATCHED_FETCH, PATCHES } from './hosts.ts';

const DIST = join(import.meta.dirname, '../../dist');
const ALL = `<attention-badge>Activity</attention-badge><order-timeline order-id="SS-1"></order-timeline><activity-feed></activity-feed>`;

/** Whether a patch is made before the elements load (true) or after. `npm test` has the first, `npm run test:long` both. */
const MOMENTS = [true, false].slice(0, Number(process.env.MOMENTS ?? 1));

const { shop, use } = await openAdmin();

/** A script with a Lit element of the page's own. */
const ownLit = async (): Promise<string> => {
  const { outputFiles } = await build({
    stdin: {
      contents: `import { html, LitElement } from 'lit';
        customElements.define('own-element', class extends LitElement { render() { return html\`<b>Own Lit</b>\`; } });`,
      resolveDir: import.meta.dirname,
    },
    bundle: true,
    format: 'esm',
    write: false,
  });
  return outputFiles[0]!.text;
};

describe('the elements in a page', () => {
  const admin = use(async (log) => {
    for (const id of ['SS-1', 'SS-2'])
      await log('order.submission_failed', null, { order_id: id, payload: { provider: 'Printify', reason: 'busy' } });
    await log('order.created', 'Placed', { order_id: 'SS-1' });
  });

  afterEach(() => {
    shop.policy = '';
  });

  /** Opens a page with more in its head. */
  const open = async (head: string, body = ALL, after = '') => {
    const known = await admin.head();
    shop.at.set('/', `<!doctype html><html lang="en-GB"><title>Shop</title>${head}${known}${body}${after}`);
    const tab = await admin.openTab();
    await tab.page.goto('/');
    return tab;
  };

  const works = async (page: Page): Promise<void> => {
    const feed = page.locator('activity-feed');
    await feed.getByText('Placed', { exact: true }).waitFor();
    await page.locator('order-timeline').getByText('Placed', { exact: true }).waitFor();
    await page.locator('attention-badge').getByText('2', { exact: true }).waitFor();
    await feed.getByRole('tab', { name: 'Needs attention' }).click();
    await feed.getByRole('button', { name: 'Resolve all' }).click();
    await feed.getByText('2 resolved').first().waitFor();
    await feed.getByRole('button', { name: 'Undo' }).first().click();
    await page.locator('attention-badge').getByText('2', { exact: true }).waitFor();
    await feed.getByRole('button', { name: 'Filter' }).click();
    await feed.getByRole('button', { name: 'Level' }).click();
    await feed.getByRole('menuitemcheckbox', { name: 'Error' }).click();
    await feed.getByText('2 events').first().waitFor();
  };

  for (const [name, patch] of Object.entries(PATCHES)) {
    for (const isFirst of MOMENTS) {
      test(`work though ${name} patches built-ins ${isFirst ? 'before' : 'after'} they load`, async () => {
        const script = `<script>${patch}</script>`;
        const { page, thrown } = await open(
          isFirst ? script : '',
          ALL,
          isFirst ? '' : `<script defer>${patch}</script>`,
        );
        await works(page);
        assert.deepEqual(thrown, []);
        await page.close();
      });
    }
  }

  test('show an error, and no endless skeleton, if the page breaks a function that rows need', async () => {
    const { page } = await open("<script>Array.prototype.flatMap = () => { throw new Error('broken'); };</script>");
    for (const tag of ['activity-feed', 'order-timeline'])
      await page.locator(tag).locator('[part=error]').first().waitFor();
    assert.equal(await page.locator('.skeleton').count(), 0);
    await page.close();
  });

  test('work though the page’s fetch adds headers', async () => {
    const { page, thrown } = await open(`<script>${PATCHED_FETCH}</script>`);
    await works(page);
    assert.deepEqual(thrown, []);
    await page.close();
  });

  test('work beside another copy of Lit, with Trusted Types', async () => {
    shop.at.set('/own.js', await ownLit());
    const origin = admin.worker.url.origin;
    shop.policy = `script-src 'self' ${origin}; connect-src 'self' ${origin}; require-trusted-types-for 'script'; trusted-types lit-html 'allow-duplicates'`;
    const { page, thrown, forbidden } = await open(
      '<script type="module" src="/own.js"></script>',
      `<own-element></own-element>${ALL}`,
    );
    await page.getByText('Own Lit').waitFor();
    await works(page);
    assert.deepEqual([thrown, forbidden], [[], []]);
    await page.close();
  });

  test('do not close the page’s dialog by Escape in a menu, its chooser or the filters', async () => {
    const { page } = await open(`<script>${HOTKEYS}</script>`, `<dialog><activity-feed></activity-feed></dialog>`);
    await page.evaluate(`document.querySelector('dialog').showModal()`);
    const feed = page.locator('activity-feed');
    const isOpen = () => page.evaluate(`document.querySelector('dialog').open && !window.escaped`);
    await feed.locator('.menu').first().click();
    await feed.locator('.sheet').waitFor();
    await page.keyboard.press('Escape');
    await feed.locator('.sheet').waitFor({ state: 'detached' });
    assert.ok(await isOpen(), 'after the menu');
    await feed.locator('.menu').first().click();
    await feed.getByRole('menuitem', { name: 'Snooze until…' }).click();
    await page.keyboard.press('Escape');
    await feed.locator('.sheet').waitFor({ state: 'detached' });
    assert.ok(await isOpen(), 'after the chooser');
    await feed.getByRole('button', { name: 'Filter' }).click();
    await feed.getByRole('searchbox').fill('x');
    await page.keyboard.press('Escape');
    await feed.locator('#find').waitFor({ state: 'detached' });
    assert.ok(await isOpen(), 'after the filters');
    await page.keyboard.press('Escape');
    assert.ok(!(await isOpen()), 'the next Escape closes the dialog');
    await page.close();
  });

  test('do not trigger the page’s hotkeys by typing in a field', async () => {
    const { page } = await open(`<script>${HOTKEYS}</script>`);
    const timeline = page.locator('order-timeline');
    await timeline.getByRole('button', { name: 'Add a note' }).click();
    await timeline.getByRole('textbox').waitFor();
    await page.evaluate('void (pressed.length = 0)');
    await page.keyboard.type('gone? no/yes');
    assert.equal(await timeline.getByRole('textbox').inputValue(), 'gone? no/yes');
    await page.locator('activity-feed').getByRole('button', { name: 'Filter' }).click();
    await page.locator('activity-feed').getByRole('searchbox').pressSequentially('abc');
    assert.equal(await page.locator('activity-feed').getByRole('searchbox').inputValue(), 'abc');
    assert.deepEqual(await page.evaluate('pressed'), []);
    await page.keyboard.press('Control+k');
    assert.ok((await page.evaluate<string[]>('pressed')).includes('k'), 'a shortcut with a modifier is the page’s');
    await page.close();
  });

  test('work in a bundle without import.meta.url, if the page names the API', async () => {
    const { outputFiles } = await build({
      stdin: { contents: "import './widgets.js'", resolveDir: DIST },
      bundle: true,
      format: 'iife',
      write: false,
      logLevel: 'silent',
    });
    shop.at.set('/bundle.js', outputFiles[0]!.text);
    const meta = /<meta[^>]+>/.exec(await admin.head())![0];
    const api = `<meta name="flagpost-api" content="${admin.worker.url.origin}">`;
    shop.at.set(
      '/',
      `<!doctype html><html lang="en-GB"><title>Shop</title>${meta}${api}<script defer src="/bundle.js"></script>${ALL}`,
    );
    const { page, thrown } = await admin.openTab();
    await page.goto('/');
    await works(page);
    assert.deepEqual(thrown, []);
    await page.close();
  });

  test('work with sync-url in a frame by srcdoc, and throw nothing', async () => {
    const head = await admin.head();
    const inner = `<html lang='en-GB'>${head}<activity-feed sync-url></activity-feed>`.replaceAll('"', '&quot;');
    shop.at.set('/', `<!doctype html><title>Shop</title><iframe width="900" height="600" srcdoc="${inner}"></iframe>`);
    const { page, thrown } = await admin.openTab();
    await page.goto('/');
    const feed = page.frameLocator('iframe').locator('activity-feed');
    await feed.getByText('Placed', { exact: true }).waitFor();
    await feed.getByRole('tab', { name: 'Needs attention' }).click();
    await feed.getByText('Submission to Printify failed').first().waitFor();
    await feed.getByRole('button', { name: 'Filter' }).click();
    await feed.getByRole('button', { name: 'Level' }).click();
    await feed.getByRole('menuitemcheckbox', { name: 'Error' }).click();
    await feed.getByText('2 events').first().waitFor();
    assert.deepEqual(thrown, []);
    await page.close();
  });

  test('load widgets.js once if its URL has a query, as in WordPress', async () => {
    const head = (await admin.head()).replace('widgets.js', 'widgets.js?ver=2');
    shop.at.set('/', `<!doctype html><html lang="en-GB"><title>Shop</title>${head}${ALL}`);
    const { page, scripts, thrown } = await admin.openTab();
    await page.goto('/');
    await works(page);
    assert.equal(scripts.filter((path) => path === '/widgets.js').length, 1);
    assert.deepEqual(thrown, []);
    await page.close();
  });

  test('work in a bundle of the package', async () => {
    const output = await bundle({
      configFile: false,
      logLevel: 'silent',
      root: DIST,
      build: {
        write: false,
        rolldownOptions: { input: join(DIST, 'widgets.js'), output: { entryFileNames: 'app.js' } },
      },
    });
    const files = [output].flat().flatMap((one) => ('output' in one ? one.output : []));
    for (const file of files) if (file.type === 'chunk') shop.at.set(`/${file.fileName}`, file.code);
    const meta = /<meta[^>]+>/.exec(await admin.head())![0];
    const api = `<meta name="flagpost-api" content="${admin.worker.url.origin}">`;
    shop.at.set(
      '/',
      `<!doctype html><html lang="en-GB"><title>Shop</title>${meta}${api}<script type="module" src="/app.js"></script>${ALL}`,
    );
    const { page, thrown } = await admin.openTab();
    await page.goto('/');
    await works(page);
    assert.deepEqual(thrown, []);
    await page.close();
  });
});
