// A progress bar for the benchmarks.
const WIDTH = 30;

/** Shows a bar on the terminal that fills with `part`, from 0 to 1. Shows nothing if the output is no terminal. */
export const progress = (title: string) => {
  const { stderr } = process;
  return (part: number): void => {
    if (!stderr.isTTY) return;
    const filled = Math.round(part * WIDTH);
    stderr.write(`\r${title} ${'█'.repeat(filled)}${'░'.repeat(WIDTH - filled)} ${Math.floor(part * 100)} %`);
    if (part >= 1) stderr.write('\r\x1b[K');
  };
};
