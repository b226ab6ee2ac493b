import { after, before } from 'node:test';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { BROWSER_ARGS, browserPath } from '../../scripts/browser.ts';

/** A tab, and what came to light in it. */
export interface Tab {
  page: Page;
  /** The calls to the API, `GET /v1/attention`, but for preflights. */
  asked: string[];
  /** The scripts that were fetched, those that come later too. */
  scripts: string[];
  /** The directives of the page's policy that were broken. */
  forbidden: string[];
  /** The errors that were thrown in the page. */
  thrown: string[];
}

const WATCH = `
  addEventListener('securitypolicyviolation', (e) => console.log('forbidden: ' + e.violatedDirective));
  addEventListener('error', (e) => console.log('thrown: ' + e.message));
  addEventListener('unhandledrejection', (e) => console.log('thrown: ' + (e.reason?.stack ?? e.reason)));
`;

/** Ends only what hangs: the machine may have little to give. */
const PATIENCE = 120_000;

const told = (line: string, word: string): string[] => (line.startsWith(word) ? [line.slice(word.length)] : []);

/** Playwright's own, which a person's browser has not: Back brings a page as it was left. */
const KEPT = ['--disable-back-forward-cache'];

/** A Chromium for one test file, and tabs in it that are closed with it; those of one context know each other. */
export const useBrowser = () => {
  let browser: Browser;
  before(async () => {
    browser = await chromium.launch({
      executablePath: await browserPath(),
      args: BROWSER_ARGS,
      ignoreDefaultArgs: KEPT,
    });
  });
  after(() => browser?.close());
  return async (options: BrowserContextOptions = {}, context?: BrowserContext): Promise<Tab> => {
    const page = await (context ?? (await browser.newContext(options))).newPage();
    page.setDefaultTimeout(PATIENCE);
    const tab: Tab = { page, asked: [], scripts: [], forbidden: [], thrown: [] };
    page.on('request', (request) => {
      const { pathname } = new URL(request.url());
      if (pathname.endsWith('.js')) tab.scripts.push(pathname);
      if (pathname.startsWith('/v1/') && request.method() !== 'OPTIONS')
        tab.asked.push(`${request.method()} ${pathname}`);
    });
    page.on('console', (message) => {
      tab.forbidden.push(...told(message.text(), 'forbidden: '));
      tab.thrown.push(...told(message.text(), 'thrown: '));
    });
    await page.addInitScript({ content: WATCH });
    return tab;
  };
};
