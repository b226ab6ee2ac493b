import * as prompts from '@clack/prompts';
import { CHANNEL_SETTINGS, CHANNELS, type ChannelName } from '../contract/alerts.ts';
import { SOURCES } from '../sources/index.ts';
import { LISTED } from './import-from.ts';
import { answered } from './terminal.ts';

/** A key, a token or a secret. */
const isKey = (name: string): boolean => /KEY|TOKEN|SECRET/.test(name);

/** The value of a setting. A key is never shown as it is typed. */
export const askSetting = async (name: string, note: string, isUnseen = isKey(name)): Promise<string> => {
  const message = `${name} (${note})`;
  const value = await (isUnseen ? prompts.password({ message }) : prompts.text({ message }));
  return (answered(value) ?? '').trim();
};

/** The values of settings, without those that the person skips. */
const askSettings = async (
  names: readonly string[],
  note: string,
  isUnseen?: boolean,
): Promise<Record<string, string>> => {
  const known: Record<string, string> = {};
  for (const name of names) {
    const value = await askSetting(name, note, isUnseen);
    if (value) known[name] = value;
  }
  return known;
};

export const askOrigins = async (): Promise<string[]> => [
  answered(
    await prompts.text({
      message: 'Where is your admin?',
      placeholder: 'https://admin.your-shop.example',
      defaultValue: 'http://localhost:3000',
    }),
  ),
];

export const askSources = async (): Promise<string[]> =>
  answered(
    await prompts.multiselect({
      message: 'Which providers will send webhooks? (space selects, enter continues)',
      options: Object.keys(SOURCES).map((value) => ({ value })),
      required: false,
    }),
  );

/** The sources that are caught up with each night, of those that were chosen. */
export const askCatchUp = async (sources: readonly string[]): Promise<string[]> => {
  const options = LISTED.filter(({ name }) => sources.includes(name)).map(({ name: value }) => ({ value }));
  if (options.length === 0) return [];
  const message = 'Which should be asked each night for what they never delivered? (space selects, enter continues)';
  return answered(await prompts.multiselect({ message, options, required: false }));
};

/** The keys and addresses of these sources' APIs. */
export const askCatchUpSettings = (sources: readonly string[]): Promise<Record<string, string>> =>
  askSettings(
    LISTED.filter(({ name }) => sources.includes(name)).flatMap(({ list }) => list!.settings),
    'docs/first-day.md explains it; enter skips it',
  );

export const askAlerts = async (): Promise<ChannelName[]> =>
  answered(
    await prompts.multiselect<ChannelName>({
      message: 'Where should problems ring? (space selects, enter continues)',
      options: CHANNELS.map((value) => ({ value })),
      required: false,
    }),
  );

/** The settings of these channels, none of them shown as it is typed. `init` makes the secret of a webhook itself. */
export const askAlertSettings = (alerts: readonly ChannelName[]): Promise<Record<string, string>> => {
  const names = alerts.flatMap((each): readonly string[] => CHANNEL_SETTINGS[each]);
  const asked = names.filter((name) => name !== 'ALERT_SECRET');
  return askSettings(asked, 'docs/alerts.md explains it; enter skips it', true);
};
