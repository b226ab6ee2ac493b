import { after, before } from 'node:test';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { browserPath, TEST_ARGS } from '../../scripts/browser.ts';
import { closeAtEnd, isKept } from '../../worker/testing/between-files.ts';

/** A tab, and its recorded requests and errors. */
export interface Tab {
  page: Page;
  /** The requests to the API, such as `GET /v1/attention`, without preflights. */
  requests: string[];
  /** The scripts that were fetched, at once or later. */
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

/** A generous limit in ms, since the machine may be slow. */
const PATIENCE = 120_000;

const textAfter = (line: string, word: string): string[] => (line.startsWith(word) ? [line.slice(word.length)] : []);

/** A default argument of Playwright that is left out, since a person's browser restores a page on Back. */
const LEFT_OUT = ['--disable-back-forward-cache'];

/** The Chromium of this process, once a test file has opened it. */
let open: Browser | undefined;

const launch = async (): Promise<Browser> =>
  chromium.launch({ executablePath: await browserPath(), args: TEST_ARGS, ignoreDefaultArgs: LEFT_OUT });

const close = async (): Promise<void> => {
  await open?.close();
  open = undefined;
};
closeAtEnd(close);

/** Opens a Chromium for one test file. Tabs of the same context share storage and channels. */
export const useBrowser = () => {
  let browser: Browser;
  before(async () => {
    open ??= await launch();
    browser = open;
  });
  after(async () => {
    for (const context of browser?.contexts() ?? []) await context.close();
    if (!isKept()) await close();
  });
  return async (options: BrowserContextOptions = {}, context?: BrowserContext): Promise<Tab> => {
    const page = await (context ?? (await browser.newContext(options))).newPage();
    page.setDefaultTimeout(PATIENCE);
    const tab: Tab = { page, requests: [], scripts: [], forbidden: [], thrown: [] };
    page.on('request', (request) => {
      const { pathname } = new URL(request.url());
      if (pathname.endsWith('.js')) tab.scripts.push(pathname);
      if (pathname.startsWith('/v1/') && request.method() !== 'OPTIONS')
        tab.requests.push(`${request.method()} ${pathname}`);
    });
    page.on('console', (message) => {
      tab.forbidden.push(...textAfter(message.text(), 'forbidden: '));
      tab.thrown.push(...textAfter(message.text(), 'thrown: '));
    });
    await page.addInitScript({ content: WATCH });
    return tab;
  };
};
