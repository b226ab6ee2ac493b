import { availableParallelism } from 'node:os';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { playwrightLauncher } from '@web/test-runner-playwright';
import { browserPath, TEST_ARGS } from '../scripts/browser.ts';

const executablePath = await browserPath();

/** The elements' tests, in a real Chromium. Run from the root: `wtr --config widgets/web-test-runner.config.js`. */
export default {
  files: ['widgets/**/*.test.ts'],
  nodeResolve: true,
  concurrency: availableParallelism(),
  plugins: [esbuildPlugin({ ts: true, tsconfig: `${import.meta.dirname}/tsconfig.json` })],
  browsers: [playwrightLauncher({ product: 'chromium', launchOptions: { executablePath, args: TEST_ARGS } })],
  // Generous limits, which end only tests that hang: a machine may be slow, and one file tests every element in every state.
  testFramework: { config: { timeout: 60_000 } },
  browserStartTimeout: 120_000,
  testsStartTimeout: 120_000,
  testsFinishTimeout: 900_000,
};
