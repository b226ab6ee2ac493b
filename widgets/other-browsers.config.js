import { otherBrowsers } from '../scripts/other-browsers.ts';
import config from './web-test-runner.config.js';

/** The elements' tests in Firefox and WebKit, without those that print or zoom, which only Chromium can do here. */
export default {
  ...config,
  files: [...config.files, '!widgets/testing/media.test.ts', '!widgets/elements/order-status-looks.test.ts'],
  browsers: otherBrowsers(),
  concurrentBrowsers: 1,
  // A failure that a browser cannot report, such as of two elements that differ, ends by this limit.
  testsFinishTimeout: 240_000,
};
