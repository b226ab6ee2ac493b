import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Mistake } from './connection.ts';
import { NO_DATABASE, SECRETS_FILES } from './init.ts';
import { command } from './package-files.ts';

const WINDOWS = process.platform === 'win32';

/** Explains the error of a command that does not exist. */
const notThere = (error: NodeJS.ErrnoException): never => {
  if (error.code !== 'ENOENT') throw error;
  throw new Mistake('wrangler is not installed here. Run: npm install --save-dev wrangler');
};

/** Wrangler explains on stderr why it failed, for instance that nobody is signed in. */
const listFailed = (error: { stderr?: string }): never => {
  if (error instanceof Mistake || !error.stderr) throw error;
  throw new Mistake(`wrangler d1 list failed.\n${error.stderr.trim()}`);
};

/** Runs wrangler in this terminal; a mistake where it fails. */
const wrangler = async (folder: string, args: string[], env: NodeJS.ProcessEnv = {}): Promise<void> => {
  const child = spawn('wrangler', args, {
    cwd: folder,
    stdio: 'inherit',
    env: { ...process.env, ...env },
    shell: WINDOWS,
  });
  const [code] = await once(child, 'close').catch(notThere);
  if (code !== 0)
    throw new Mistake(
      `wrangler ${args.join(' ')} failed, and the deployment stopped there. Mend that, and deploy again.`,
    );
};

const databaseId = async (folder: string, name: string): Promise<string | undefined> => {
  const list = promisify(execFile)('wrangler', ['d1', 'list', '--json'], { cwd: folder, shell: WINDOWS });
  const { stdout } = await list.catch(notThere).catch(listFailed);
  const databases = JSON.parse(stdout.slice(stdout.indexOf('['))) as { name: string; uuid: string }[];
  return databases.find((database) => database.name === name)?.uuid;
};

/** Makes the database, and writes its id to wrangler.toml, where that names none yet. */
const ensureDatabase = async (folder: string): Promise<void> => {
  const file = join(folder, 'wrangler.toml');
  const config = readFileSync(file, 'utf8');
  if (!config.includes(NO_DATABASE)) return;
  const name = /^database_name\s*=\s*"([^"]+)"/m.exec(config)?.[1];
  if (!name) throw new Mistake('wrangler.toml has no database_name.');
  if (!(await databaseId(folder, name))) await wrangler(folder, ['d1', 'create', name]);
  const id = await databaseId(folder, name);
  if (!id) throw new Mistake(`The database ${name} was not made.`);
  writeFileSync(file, config.replace(NO_DATABASE, id));
  console.log(`wrangler.toml now names the database ${name}, ${id}. Commit it.`);
};

/** Deploys Worker and elements in one step, with the secrets that `init` made. Returns the address. */
const deployWorker = async (folder: string): Promise<string | undefined> => {
  const notes = mkdtempSync(join(tmpdir(), 'flagpost-deploy-'));
  const file = join(notes, 'wrangler.ndjson');
  const [, secrets] = SECRETS_FILES;
  const withSecrets = existsSync(join(folder, secrets)) ? ['--secrets-file', secrets] : [];
  try {
    await wrangler(folder, ['deploy', ...withSecrets], { WRANGLER_OUTPUT_FILE_PATH: file });
    const lines = readFileSync(file, 'utf8').trim().split('\n');
    const told = lines.map((line) => JSON.parse(line) as { type: string; targets?: string[] });
    return told.find(({ type }) => type === 'deploy')?.targets?.find((target) => target.startsWith('https://'));
  } finally {
    rmSync(notes, { recursive: true });
  }
};

/** Makes the database, migrates it, then deploys Worker and elements, so that the Worker never runs on older tables. */
export const deploy = async (folder: string): Promise<string | undefined> => {
  if (!existsSync(join(folder, 'wrangler.toml')))
    throw new Mistake(`There is no wrangler.toml here. Run: ${command()} init`);
  await ensureDatabase(folder);
  await wrangler(folder, ['d1', 'migrations', 'apply', 'DB', '--remote']);
  return deployWorker(folder);
};
