import { join } from 'node:path';
import { CHANNEL_SETTINGS, type ChannelName } from '../contract/alerts.ts';
import { SOURCES } from '../sources/index.ts';
import { SECRETS_FILES, SHOP_FILE } from './init.ts';
import { command } from './package-files.ts';
import { shellWord } from './shell.ts';

/** The tags of the elements, for a Worker's address. */
export const tags = (url: string): string => `<meta name="flagpost-token" content="…a token that your server makes…">
<script type="module" src="${url}/widgets.js" async></script>

<attention-badge href="/admin/activity">Activity</attention-badge>
<order-timeline order-id="…"></order-timeline>
<activity-feed order-href="/admin/orders/{order_id}"></activity-feed>`;

const ofAlert = (name: ChannelName): string => `
   Problems ring by ${name}: ${SECRETS_FILES[1]} takes ${CHANNEL_SETTINGS[name].join(', ')}, as docs/alerts.md explains.
   Once it is deployed: FLAGPOST_ADMIN_KEY=<its ADMIN_KEYS> ${command()} alert --test --url <its address>
`;

const ofCatchUp = (name: string): string => `
   Each night ${name} is asked for what it never delivered: ${SECRETS_FILES[1]} takes ${SOURCES[name]!.list!.settings.join(', ')}, as docs/first-day.md explains.
   Once it is deployed: FLAGPOST_ADMIN_KEY=<its ADMIN_KEYS> ${command()} import --from ${name} --days 60 --url <its address>
`;

/** The instructions after `init`: which lines to paste where. */
export const instructions = (
  url: string,
  sources: string[],
  wrote: string[],
  alerts: ChannelName[] = [],
  catchUp: string[] = [],
): string => `
Wrote ${wrote.join(', ')}.

1. Your back end takes FLAGPOST_URL, FLAGPOST_API_KEY and FLAGPOST_TOKEN_SECRET from its environment.
   On this machine, before you start it: set -a; . ${shellWord(join(process.cwd(), SHOP_FILE))}; set +a
   On your server: the address that npm run deploy prints, and what ${SECRETS_FILES[1]} has as API_KEYS and TOKEN_SECRET.

2. Your admin's layout:
${tags(url).replace(/^(?=.)/gm, '   ')}
${alerts.map(ofAlert).join('')}${catchUp.map(ofCatchUp).join('')}${sources.map((name) => `\n3. ${SOURCES[name]!.name}: send its webhooks to ${url}/webhooks/${name}, and put its secret into both files:\n   ${name.toUpperCase()}_WEBHOOK_SECRET=…\n   ${SOURCES[name]!.docs}\n`).join('')}
Then run npm run dev here, or npm run deploy, and check everything: ${command()} doctor --admin <a page of your admin>
`;
