import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ROOT } from './settings.ts';

const BIN = join(ROOT, 'node_modules', '.bin');
const env = { ...process.env, PATH: `${BIN}${delimiter}${process.env.PATH}`, WRANGLER_SEND_METRICS: 'false' };

/** Starts a command with stdin closed, so that it asks no questions. */
const launch = (command: string, args: string[], output: 'pipe' | 'inherit') =>
  spawn(command, args, { cwd: ROOT, env, stdio: ['ignore', output, output], shell: process.platform === 'win32' });

/** Runs a command to its end, in silence unless it fails. */
export const run = async (what: string, command: string, ...args: string[]): Promise<void> => {
  const child = launch(command, args, 'pipe');
  const output: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => output.push(chunk));
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${what} failed (${[command, ...args].join(' ')}):\n\n${Buffer.concat(output)}`);
};

const isTaken = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, 'localhost', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });

export const requireFreePort = async (port: number, setting: string): Promise<void> => {
  if (!(await isTaken(port))) return;
  throw new Error(`Port ${port} is taken. Stop what runs there, or choose another: ${setting}=${port + 1} npm start`);
};

/** Starts `wrangler dev` with the local database and `.dev.vars`. The shop's `origin` may differ from the file's. */
export const launchWorker = (port: number, origin: string): ChildProcess => {
  const quiet = ['--show-interactive-dev-session=false', '--log-level', 'error'];
  const settings = {
    ALLOWED_ORIGINS: origin,
    ACTIONS_URL: `${origin}/actions`,
    ALERT_URL: `${origin}/chat`,
    // Alerts come at once, since nobody who tries the demo waits for the usual delay.
    ALERT_AFTER: '0m',
    ADMIN_HREF: `${origin}/order.html?id={order_id}`,
  };
  const vars = Object.entries(settings).flatMap(([name, value]) => ['--var', `${name}:${value}`]);
  return launch('wrangler', ['dev', '--port', `${port}`, ...vars, ...quiet], 'inherit');
};

export const isRunning = ({ exitCode, signalCode }: ChildProcess) => exitCode === null && signalCode === null;

export const untilWell = async (worker: ChildProcess, url: string): Promise<void> => {
  for (let waited = 0; waited < 60_000 && isRunning(worker); waited += 250) {
    const health = await fetch(`${url}/healthz`).catch(() => null);
    if (health?.ok) return;
    await sleep(250);
  }
  throw new Error(`The Worker did not start on ${url}.`);
};
