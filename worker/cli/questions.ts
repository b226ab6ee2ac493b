import * as prompts from '@clack/prompts';
import { CHANNEL_SETTINGS, CHANNELS, type ChannelName } from '../contract/alerts.ts';
import { SOURCES } from '../sources/index.ts';
import { LISTED } from './import-from.ts';
import { answered } from './terminal.ts';

/** A setting that opens something is typed unseen. */
const isKey = (name: string): boolean => /KEY|TOKEN|SECRET/.test(name);

/** The value of a setting; a key is never shown as it is typed. */
export const askSetting = async (name: string, note: string): Promise<string> => {
  const message = `${name} (${note})`;
  const value = await (isKey(name) ? prompts.password({ message }) : prompts.text({ message }));
  return (answered(value) ?? '').trim();
};

/** The values of settings that are known now. What is left empty is left out. */
const askSettings = async (names: readonly string[], note: string): Promise<Record<string, string>> => {
  const known: Record<string, string> = {};
  for (const name of names) {
    const value = await askSetting(name, note);
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

/** Of the sources, those that are to be asked each night for what they never delivered. */
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

/** The settings of these channels, each typed unseen. The secret of a webhook is made, not asked for. */
export const askAlertSettings = async (alerts: readonly ChannelName[]): Promise<Record<string, string>> => {
  const names = alerts.flatMap((each): readonly string[] => CHANNEL_SETTINGS[each]);
  const known: Record<string, string> = {};
  for (const name of names.filter((each) => each !== 'ALERT_SECRET')) {
    const message = `${name} (docs/alerts.md explains it; enter skips it)`;
    const value = answered(await prompts.password({ message }));
    if (value) known[name] = value.trim();
  }
  return known;
};
