import { before } from 'node:test';
import type { BrowserContext, BrowserContextOptions } from 'playwright-core';
import { createClient, type LogOptions } from '../../worker/client/index.ts';
import { API_KEY, TOKEN_SECRET, useWorker } from '../../worker/testing/harness.ts';
import { type Tab, useBrowser } from './browser.ts';
import { openShop } from './shop-page.ts';

const ANA = { sub: 'Ana', scope: 'read write' } as const;

/** A shop's admin with Flagpost: the shop's server, the real Worker, and a browser. */
export const openAdmin = async () => {
  const shop = await openShop();
  return { shop, use: (fill?: Fill, secrets?: Record<string, string>) => useAdmin(shop, fill, secrets) };
};

type Log = (type: string, message: string | null, options: LogOptions) => Promise<void>;

/** Logs events once before all tests of a file. Without it the log is empty before each test. */
type Fill = (log: Log) => Promise<void>;

/** Sets up the Worker and the browser. Call it in a `describe`. */
const useAdmin = (shop: Awaited<ReturnType<typeof openShop>>, fill?: Fill, secrets: Record<string, string> = {}) => {
  const worker = useWorker({
    secrets: { ...secrets, ALLOWED_ORIGINS: shop.origin },
    ...(fill && { seed: async () => {} }),
  });
  const openTab = useBrowser();
  let client: ReturnType<typeof createClient>;
  const log: Log = async (...event) => {
    const logged = await client.log(...event);
    if (!logged.ok) throw new Error(logged.error);
  };
  before(async () => {
    client = createClient({ url: worker.url.origin, apiKey: API_KEY, tokenSecret: TOKEN_SECRET });
    await fill?.(log);
  });

  /** The elements' script and Ana's token, for a page's head. */
  const head = async (): Promise<string> =>
    `<meta name="flagpost-token" content="${await client.viewerToken(ANA)}">
    <script type="module" src="${worker.url.origin}/widgets.js" async></script>`;

  return {
    worker,
    head,
    /** Opens an empty tab, in the given context if there is one. */
    openTab: (context?: BrowserContext) => openTab({ baseURL: shop.origin }, context),
    /** Logs an event. Throws if it is not accepted. */
    log,
    /** Opens a page with this body. */
    visit: async (body: string, options: BrowserContextOptions = {}): Promise<Tab> => {
      const known = await head();
      shop.at.set('/', `<!doctype html><html lang="en-GB"><title>Shop</title>${known}${body}`);
      const tab = await openTab({ baseURL: shop.origin, ...options });
      await tab.page.goto('/');
      return tab;
    },
  };
};
