import { spawn, spawnSync } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';

/** Runs a command in a pseudo-terminal of 120 columns, and copies between that and its own standard streams. */
const PTY = `import os, pty, sys
status = pty.spawn(['sh', '-c', 'stty cols 120 rows 40; exec "$@"', 'sh', *sys.argv[1:]])
sys.exit(os.waitstatus_to_exitcode(status))`;

/** Whether this machine has what it takes. */
export const hasTerminal = spawnSync('python3', ['-c', 'import pty']).status === 0;

/** A line to wait for, and the keys that are pressed then. */
export type Answer = [until: RegExp, keys: string];

const PATIENCE = 60_000;

/**
 * Runs a command as a person does, in a real pseudo-terminal: presses keys once each line is shown. Returns all that the screen
 * was sent.
 */
export const inTerminal = (
  command: string[],
  answers: Answer[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<{ screen: string; status: number | null }> =>
  new Promise((resolve, reject) => {
    const child = spawn('python3', ['-c', PTY, ...command], { ...options, stdio: ['pipe', 'pipe', 'inherit'] });
    const left = [...answers];
    let [screen, since] = ['', 0];
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`Waits for ${left[0]?.[0]} after:\n${screen}`));
    }, PATIENCE);
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      screen += text;
      const next = left[0];
      if (!next?.[0].test(stripVTControlCharacters(screen.slice(since)))) return;
      left.shift();
      since = screen.length;
      child.stdin.write(next[1]);
    });
    child.on('close', (status) => {
      clearTimeout(timer);
      resolve({ screen, status });
    });
  });
