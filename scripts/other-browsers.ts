// Launches Firefox, and WebKitGTK in place of Safari, if this machine has them. Each test file gets a browser of its own,
// without a driver: the page itself reports its result to the test runner.
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserLauncher } from '@web/test-runner-core';

interface Browser {
  name: string;
  /** The paths where it may be installed. */
  paths: string[];
  /** The command that opens a page, with a profile in an empty folder. */
  command(path: string, folder: string, url: string): string[];
}

/** Settings that turn off the questions and first pages of a new profile. */
const QUIET = `
user_pref('browser.aboutwelcome.enabled', false);
user_pref('browser.shell.checkDefaultBrowser', false);
user_pref('datareporting.policy.dataSubmissionEnabled', false);
user_pref('dom.disable_open_during_load', false);
`;

const LIBRARIES = ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu', '/usr/lib64', '/usr/libexec'];

const BROWSERS: Browser[] = [
  {
    name: 'Firefox',
    paths: ['/usr/bin/firefox', '/usr/bin/firefox-esr'],
    command(path, folder, url) {
      writeFileSync(join(folder, 'user.js'), QUIET);
      return [path, '--headless', '--no-remote', '--profile', folder, url];
    },
  },
  {
    name: 'WebKitGTK',
    paths: LIBRARIES.map((folder) => `${folder}/webkit2gtk-4.1/MiniBrowser`),
    command: (path, _, url) => ['xvfb-run', '-a', path, '--geometry=1280x800', url],
  },
];

const launcher = ({ name, command }: Browser, path: string): BrowserLauncher => {
  const sessions = new Map<string, { url: string; folder: string; process: ChildProcess }>();
  const start = async (id: string, url: string): Promise<void> => {
    const folder = mkdtempSync(join(tmpdir(), 'flagpost-browser-'));
    const [program, ...args] = command(path, folder, url);
    const env = { ...process.env, HOME: folder };
    // A process group of its own, so that the browser's child processes end with it.
    sessions.set(id, { url, folder, process: spawn(program!, args, { env, detached: true, stdio: 'ignore' }) });
  };
  return {
    name,
    type: name,
    concurrency: 1,
    startSession: start,
    startDebugSession: start,
    isActive: (id) => sessions.has(id),
    getBrowserUrl: (id) => sessions.get(id)?.url,
    async stopSession(id) {
      const session = sessions.get(id);
      sessions.delete(id);
      if (!session) return {};
      const ended = new Promise((resolve) => session.process.once('exit', resolve));
      process.kill(-session.process.pid!, 'SIGKILL');
      await ended;
      rmSync(session.folder, { recursive: true, force: true, maxRetries: 3 });
      return {};
    },
  };
};

/** A launcher for each installed browser. */
export const otherBrowsers = (): BrowserLauncher[] => {
  const found = BROWSERS.flatMap((browser) => {
    const path = browser.paths.find((path) => existsSync(path));
    return path ? launcher(browser, path) : [];
  });
  if (found.length > 0) return found;
  throw new Error('There is no other browser here. On Debian: apt install firefox-esr webkit2gtk-driver xvfb');
};
