#!/usr/bin/env node
import * as prompts from '@clack/prompts';
import { Argument, Command, InvalidArgumentError, Option } from 'commander';
import { createClient } from '../client/index.ts';
import { CHANNEL_SETTINGS, CHANNELS, type ChannelName } from '../contract/alerts.ts';
import { counted } from '../contract/counted.ts';
import { SOURCES } from '../sources/index.ts';
import { VERSION } from '../version.ts';
import { adminConnectionOf, catchUp } from './admin.ts';
import { testAlerts, tested } from './alert.ts';
import { connectionOf, Mistake, withConnection } from './connection.ts';
import { deploy } from './deploy.ts';
import { examine, report } from './doctor.ts';
import { exportLog } from './export.ts';
import { type ImportFlags, importFile, importProvider } from './import-command.ts';
import { LISTED } from './import-from.ts';
import { init, instructions, tags } from './init.ts';
import { command } from './package-files.ts';
import { answered, pairs } from './terminal.ts';

const program = new Command('flagpost')
  .description('An activity log and order timeline that drops into any shop admin.')
  .version(VERSION)
  .showHelpAfterError();

const collect = (value: string, list: string[] = []) => [...list, value];

interface InitFlags {
  origin?: string[];
  source?: string[];
  alert?: ChannelName[];
  url: string;
}

/** Adds a channel to those that were named before. */
const channels = (value: string, list: ChannelName[] = []): ChannelName[] => {
  const name = CHANNELS.find((each) => each === value);
  if (!name) throw new InvalidArgumentError(`There is no channel ${value}. There are: ${CHANNELS.join(', ')}.`);
  return [...list, name];
};

const askOrigins = async () => [
  answered(
    await prompts.text({
      message: 'Where is your admin?',
      placeholder: 'https://admin.your-shop.example',
      defaultValue: 'http://localhost:3000',
    }),
  ),
];

const askSources = async () =>
  answered(
    await prompts.multiselect({
      message: 'Which providers will send webhooks? (space selects, enter continues)',
      options: Object.keys(SOURCES).map((value) => ({ value })),
      required: false,
    }),
  );

const askAlerts = async (): Promise<ChannelName[]> =>
  answered(
    await prompts.multiselect<ChannelName>({
      message: 'Where should problems ring? (space selects, enter continues)',
      options: CHANNELS.map((value) => ({ value })),
      required: false,
    }),
  );

/** Asks for the settings of these channels. Nothing that is typed is shown. Empty answers are left out. */
const askAlertSettings = async (alerts: ChannelName[]): Promise<Record<string, string>> => {
  const known: Record<string, string> = {};
  for (const name of alerts.flatMap((each): readonly string[] => CHANNEL_SETTINGS[each])) {
    // `init` makes this one.
    if (name === 'ALERT_SECRET') continue;
    const value = answered(await prompts.password({ message: `${name} (docs/alerts.md explains it; enter skips it)` }));
    if (value) known[name] = value.trim();
  }
  return known;
};

program
  .command('init')
  .description('make the secrets, write the settings, and print what to paste where')
  .option('--origin <origin>', "your admin's origin; may be repeated", collect)
  .option('--source <name>', 'a provider that will send webhooks; may be repeated', collect)
  .addOption(new Option('--alert <channel>', 'where problems should ring; may be repeated').argParser(channels))
  .option('--url <url>', 'where the Worker will be', 'http://localhost:8787')
  .action(async ({ origin, source, alert, url }: InitFlags) => {
    const asks = process.stdin.isTTY === true;
    const origins = origin ?? (asks ? await askOrigins() : ['http://localhost:3000']);
    const sources = source ?? (asks ? await askSources() : []);
    const alerts = alert ?? (asks ? await askAlerts() : []);
    const alertSettings = asks ? await askAlertSettings(alerts) : {};
    const { wrote } = init({ folder: process.cwd(), origins, sources, alerts, alertSettings, url });
    console.log(instructions(url, sources, wrote, alerts));
  });

program
  .command('deploy')
  .description('make the database where there is none, migrate it, deploy Worker and elements, and print what to paste')
  .action(async () => {
    const url = await deploy(process.cwd());
    if (url === undefined)
      return console.log('\nDeployed. wrangler printed no address: use the address of your route in the tags.');
    console.log(
      `\nDeployed to ${url}. In your admin's layout:\n\n${tags(url)}\n\nThen check it: ${command()} doctor --url ${url}`,
    );
  });

withConnection(program.command('doctor'))
  .description('check a deployment, and print what to put right')
  .option('--admin <url>', 'a page of your admin that shows the elements')
  .option('--cookie <cookie>', 'the cookie of somebody who is signed in there')
  .option('--token <token>', 'a viewer token to try; otherwise the one in the page')
  .action(async (options) => {
    const findings = await examine(connectionOf(options, process.env), options);
    console.log(report(findings));
    if (findings.some(({ state }) => state === 'wrong')) process.exitCode = 1;
  });

program
  .command('alert')
  .description('send a real message to each channel that is set, and print the result of each')
  .requiredOption('--test', 'confirms that a real message is to be sent')
  .addOption(new Option('--channel <name>', 'send to this channel only').choices(CHANNELS))
  .option('--url <url>', 'where the Worker is (or FLAGPOST_URL)')
  .option('--admin-key <key>', 'one of its ADMIN_KEYS (or FLAGPOST_ADMIN_KEY, which no list of processes shows)')
  .action(async ({ channel, ...options }) => {
    const outcome = await testAlerts(adminConnectionOf(options, process.env), channel);
    console.log(tested(outcome));
    if (outcome.sent.length === 0 || outcome.failed.length > 0) process.exitCode = 1;
  });

program
  .command('token')
  .description("make a token for a person's browser, signed here with FLAGPOST_TOKEN_SECRET")
  .requiredOption('--sub <name>', 'the person')
  .addOption(
    new Option('--scope <scope>', 'what they may do').choices(['read', 'write', 'read write']).default('read write'),
  )
  .option('--order <order_id>', 'the only order that it may see')
  .option('--expires-in <seconds>', 'at most 86400', Number, 3600)
  .action(async ({ sub, scope, order, expiresIn }) => {
    const { FLAGPOST_TOKEN_SECRET: tokenSecret } = process.env;
    if (!tokenSecret) throw new Mistake("Give the Worker's TOKEN_SECRET in FLAGPOST_TOKEN_SECRET.");
    const { viewerToken } = createClient({ url: '', apiKey: '', tokenSecret });
    const token = viewerToken({ sub, scope, expires_in: expiresIn, ...(order && { order_id: order }) });
    console.log(await token.catch((error: Error) => Promise.reject(new Mistake(error.message))));
  });

withConnection(program.command('export'))
  .description('write the log into one file')
  .addOption(new Option('--format <format>', 'of the file').choices(['csv', 'ndjson']).default('ndjson'))
  .option('-o, --output <file>', 'the file; the terminal without one')
  .option('--filter <name=value>', 'as in GET /v1/events: since=…, type=order.*; may be repeated', collect)
  .action(async ({ format, output, filter = [], ...options }) => {
    await exportLog(connectionOf(options, process.env), { format, output, filters: pairs(filter, '--filter') });
  });

const ADMIN_KEY = ['--admin-key <key>', 'one of its ADMIN_KEYS (or FLAGPOST_ADMIN_KEY)'] as const;
const listedNames = LISTED.map(({ name }) => name);

withConnection(program.command('import'))
  .description(
    'import an old log from a .csv or .ndjson file, or what a provider remembers; what is imported twice is one event',
  )
  .argument('[file]', 'with the fields of POST /v1/events as columns; occurred_at and event_type in each row')
  .option('--map <column=field>', 'a column that has another name; may be repeated', collect)
  .option('--live', 'warn of every late order, also by events that are older than a day')
  .addOption(new Option('--from <provider>', 'instead of a file').choices(listedNames))
  .option('--days <days>', 'how far back a provider is asked', Number, 60)
  .option(...ADMIN_KEY)
  .action(async (file: string | undefined, options: ImportFlags) => {
    if ((file === undefined) === (options.from === undefined))
      throw new Mistake('Give a file, or a provider by --from.');
    await (file === undefined ? importProvider(options.from!, options) : importFile(file, options));
  });

program
  .command('catch-up')
  .description('fetch the events that a source has not delivered since the last time')
  .addArgument(new Argument('<source>', 'whose provider is asked').choices(listedNames))
  .option('--url <url>', 'where the Worker is (or FLAGPOST_URL)')
  .option(...ADMIN_KEY)
  .action(async (source: string, options: { url?: string; adminKey?: string }) => {
    const { fetched, missed } = await catchUp(adminConnectionOf(options, process.env), source);
    console.log(`${counted(fetched, 'event')} fetched, of which ${missed} had never been delivered.`);
  });

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof Mistake)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
