import { esbuildPlugin } from '@web/dev-server-esbuild';
import { playwrightLauncher } from '@web/test-runner-playwright';
import { BROWSER_ARGS, browserPath } from '../.ci/browser.ts';

const executablePath = await browserPath();

/** The elements' tests, in a real Chromium. Run from the root: `wtr --config widgets/web-test-runner.config.js`. */
export default {
  files: ['widgets/**/*.test.ts'],
  nodeResolve: true,
  plugins: [esbuildPlugin({ ts: true, tsconfig: `${import.meta.dirname}/tsconfig.json` })],
  browsers: [playwrightLauncher({ product: 'chromium', launchOptions: { executablePath, args: BROWSER_ARGS } })],
  testFramework: { config: { timeout: 10_000 } },
  // One file holds every element in every state, and the machine may have little to give.
  testsFinishTimeout: 300_000,
};
