/** The elements' only source of time, so that a test can replace it. */
export const clock = {
  now: (): number => Date.now(),
  /** Runs once after `ms`. The returned function cancels it. */
  after: (ms: number, run: () => void): (() => void) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};
