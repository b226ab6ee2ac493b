import { otherBrowsers } from '../scripts/other-browsers.ts';
import config from './web-test-runner.config.js';

/** The elements' tests in Firefox and WebKit, but for those that only Chromium can be asked to print or to zoom for. */
export default {
  ...config,
  files: [...config.files, '!widgets/media.test.ts'],
  browsers: otherBrowsers(),
  concurrentBrowsers: 1,
  // A browser may be at a loss to report a failure, such as of elements that are not the same: that is one too.
  testsFinishTimeout: 240_000,
};
