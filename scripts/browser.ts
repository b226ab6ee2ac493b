// Finds Chromium, or installs it, for tests, benchmarks and screenshots.
import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';

/**
 * Features that are turned off. The first two are of the address bar, and load two hidden pages for each window; the third
 * starts a process for a page that may come. Playwright turns features off too, but Chromium reads only the last such list, so
 * the other features here repeat Playwright's.
 */
const OFF = [
  ...['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup', 'SpareRendererForSitePerProcess'],
  ...['HttpsUpgrades', 'HttpsFirstBalancedModeAutoEnable', 'PaintHolding', 'ThirdPartyStoragePartitioning'],
  ...['AvoidCorsURLLoaderRestartOnRedirect', 'AvoidUnnecessaryBeforeUnloadCheckSync', 'DestroyProfileOnBrowserClose'],
  ...['AimEnabled', 'OptimizationHints', 'PreconnectToSearch', 'NetworkTimeServiceQuerying'],
];

/** Root may not use Chromium's sandbox. The other arguments avoid requests and pages of the browser itself. */
export const BROWSER_ARGS: string[] = [
  `--disable-features=${OFF}`,
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** For tests: Chromium starts no process for graphics. */
export const TEST_ARGS: string[] = [...BROWSER_ARGS, '--disable-gpu', '--in-process-gpu'];

const NAMES = ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser', 'chrome'];

const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

const runnable = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

const installed = (): string | undefined => {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  const onPath = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...onPath, ...PLACES].find(runnable);
};

const playwrights = (): string | undefined => {
  const path = chromium.executablePath();
  return existsSync(path) ? path : undefined;
};

const isDebianRoot = () => process.getuid?.() === 0 && existsSync('/etc/debian_version');

const run = (command: string, ...args: string[]) => execFileSync(command, args, { stdio: 'inherit' });

const install = () => {
  if (isDebianRoot()) {
    run('apt-get', 'update');
    run('apt-get', 'install', '-y', '--no-install-recommends', 'chromium');
  } else {
    run(process.platform === 'win32' ? 'npx.cmd' : 'npx', 'playwright-core', 'install', 'chromium');
  }
};

/** The path of a Chromium: the one in `CHROME_PATH`, an installed one, Playwright's, or one that is installed now. */
export const browserPath = async (): Promise<string> => {
  const named = process.env.CHROME_PATH;
  if (named) {
    if (runnable(named)) return named;
    throw new Error(`CHROME_PATH is ${named}, which cannot be run.`);
  }
  const found = installed() ?? playwrights();
  if (found) return found;
  console.log('No Chrome or Chromium here: installing one.');
  try {
    install();
  } catch (cause) {
    throw new Error('No Chrome or Chromium found, nor could one be installed. Set CHROME_PATH to one.', { cause });
  }
  const fresh = installed() ?? playwrights();
  if (!fresh) throw new Error('Chromium was installed but not found. Set CHROME_PATH to it.');
  return fresh;
};
