import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { parseEnv } from 'node:util';
import { CHANNEL_SETTINGS, type ChannelName } from '../contract/alerts.ts';
import { SOURCES } from '../sources/index.ts';
import { isLocal } from './checks/check.ts';
import { Mistake, originOf } from './connection.ts';
import { command, ownConfig, packageRoot } from './package-files.ts';
import { shellWord } from './shell.ts';

export interface InitOptions {
  /** The folder of wrangler.toml. */
  folder: string;
  /** The origins of the admin. */
  origins: string[];
  /** The providers that will send webhooks. */
  sources: string[];
  /** The channels in which problems ring once it is deployed. */
  alerts?: ChannelName[];
  /** The settings of those channels, as far as the person gave them. */
  alertSettings?: Record<string, string>;
  /** The address of the Worker on this machine. */
  url: string;
}

/** The files with the Worker's secrets, for this machine and for Cloudflare. They are never committed. */
export const SECRETS_FILES = ['.dev.vars', '.prod.vars'] as const;

/** The database's id in wrangler.toml before the database exists. */
export const NO_DATABASE = '00000000-0000-0000-0000-000000000000';

/** The file with the settings of the shop's back end on this machine. */
const SHOP_FILE = '.dev.vars.shop';

const secret = () => randomBytes(32).toString('hex');

const writeEnv = (file: string, settings: Record<string, string>) =>
  writeFileSync(
    file,
    Object.entries(settings)
      .map(([name, value]) => `${name}=${value}\n`)
      .join(''),
    { mode: 0o600 },
  );

const joined = (...lists: (string | undefined)[]): string =>
  [...new Set(lists.flatMap((list) => (list ?? '').split(',')).filter(Boolean))].join(',');

/** Adds missing settings and new origins to a file. A second run changes no secret. */
const complete = (
  file: string,
  settings: Record<string, string>,
  origins: (all: string) => string,
): Record<string, string> => {
  const known = existsSync(file) ? (parseEnv(readFileSync(file, 'utf8')) as Record<string, string>) : {};
  const allowed = origins(joined(known.ALLOWED_ORIGINS, settings.ALLOWED_ORIGINS));
  const all = { ...settings, ...known, ALLOWED_ORIGINS: allowed };
  writeEnv(file, all);
  return all;
};

/** The origins for Cloudflare: without those of a developer's machine, as soon as the admin has another address. */
const ofCloudflare = (origins: string): string =>
  joined(...origins.split(',').filter((origin) => origin !== '' && !isLocal(origin))) || origins;

/** The wrangler.toml of a shop that has the package in node_modules: the package's own, with paths that lead there. */
const wranglerToml = (folder: string): string => {
  const root = relative(folder, packageRoot()).replaceAll(sep, '/') || '.';
  return ownConfig()
    .replace('"worker/index.ts"', `"${root}/lib/worker/index.js"`)
    .replace(/"(dist|migrations)"/g, `"${root}/$1"`)
    .replace(/^database_id = .*$/m, `database_id = "${NO_DATABASE}"`);
};

/** The settings of alerts: an admin key to test them, a secret to sign with, and those that the person gave. */
const ringing = (alerts: ChannelName[], known: Record<string, string>): Record<string, string> => ({
  ...(alerts.length > 0 && { ADMIN_KEYS: secret() }),
  ...(alerts.includes('webhook') && { ALERT_SECRET: `whsec_${randomBytes(32).toString('base64')}` }),
  ...known,
});

const keepOutOfGit = (folder: string) => {
  const file = join(folder, '.gitignore');
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const wanted = ['.dev.vars*', '.prod.vars', '.wrangler'].filter((line) => !text.split('\n').includes(line));
  if (wanted.length > 0)
    writeFileSync(file, `${text === '' || text.endsWith('\n') ? text : `${text}\n`}${wanted.join('\n')}\n`);
};

/** Writes all files of settings, with new secrets. Returns the settings of this machine, and the names of the files. */
export const init = ({
  folder,
  origins,
  sources,
  alerts = [],
  alertSettings = {},
  url,
}: InitOptions): { local: Record<string, string>; wrote: string[] } => {
  const unknown = sources.filter((name) => !Object.hasOwn(SOURCES, name));
  if (unknown.length > 0)
    throw new Mistake(`There is no source ${unknown.join(', ')}. There are: ${Object.keys(SOURCES).join(', ')}.`);
  const fresh = () => ({
    API_KEYS: secret(),
    TOKEN_SECRET: secret(),
    ALLOWED_ORIGINS: origins.map(originOf).join(','),
  });
  const wrote: string[] = [...SECRETS_FILES];
  const local = complete(join(folder, SECRETS_FILES[0]), fresh(), (all) => all);
  complete(join(folder, SECRETS_FILES[1]), { ...fresh(), ...ringing(alerts, alertSettings) }, ofCloudflare);
  writeEnv(join(folder, SHOP_FILE), {
    FLAGPOST_URL: url,
    FLAGPOST_API_KEY: local.API_KEYS!.split(',')[0]!,
    FLAGPOST_TOKEN_SECRET: local.TOKEN_SECRET!,
  });
  wrote.push(SHOP_FILE);
  keepOutOfGit(folder);
  if (!existsSync(join(folder, 'wrangler.toml'))) {
    writeFileSync(join(folder, 'wrangler.toml'), wranglerToml(folder));
    wrote.push('wrangler.toml');
  }
  return { local, wrote };
};

/** The tags of the elements, for a Worker's address. */
export const tags = (url: string): string => `<meta name="flagpost-token" content="…a token that your server makes…">
<script type="module" src="${url}/widgets.js" async></script>

<attention-badge href="/admin/activity">Activity</attention-badge>
<order-timeline order-id="…"></order-timeline>
<activity-feed order-href="/admin/orders/{order_id}"></activity-feed>`;

/** The instructions after `init`: which lines to paste where. */
export const instructions = (url: string, sources: string[], wrote: string[], alerts: ChannelName[] = []): string => `
Wrote ${wrote.join(', ')}.

1. Your back end takes FLAGPOST_URL, FLAGPOST_API_KEY and FLAGPOST_TOKEN_SECRET from its environment.
   On this machine, before you start it: set -a; . ${shellWord(join(process.cwd(), SHOP_FILE))}; set +a
   On your server: the address that npm run deploy prints, and what ${SECRETS_FILES[1]} has as API_KEYS and TOKEN_SECRET.

2. Your admin's layout:
${tags(url).replace(/^(?=.)/gm, '   ')}
${alerts.map((name) => `\n   Problems ring by ${name}: ${SECRETS_FILES[1]} takes ${CHANNEL_SETTINGS[name].join(', ')}, as docs/alerts.md explains.\n   Once it is deployed: FLAGPOST_ADMIN_KEY=<its ADMIN_KEYS> ${command()} alert --test --url <its address>\n`).join('')}${sources.map((name) => `\n3. ${SOURCES[name]!.name}: send its webhooks to ${url}/webhooks/${name}, and put its secret into both files:\n   ${name.toUpperCase()}_WEBHOOK_SECRET=…\n   ${SOURCES[name]!.docs}\n`).join('')}
Then run npm run dev here, or npm run deploy, and check everything: ${command()} doctor --admin <a page of your admin>
`;
