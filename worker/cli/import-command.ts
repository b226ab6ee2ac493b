import { basename } from 'node:path';
import * as prompts from '@clack/prompts';
import { counted } from '../contract/counted.ts';
import { adminConnectionOf } from './admin.ts';
import { type Connection, connectionOf, Mistake } from './connection.ts';
import { importLog } from './import.ts';
import { importFrom, LISTED } from './import-from.ts';
import { stuckOf } from './stuck.ts';
import { answered, pairs } from './terminal.ts';

/** A provider's address and key, from the environment or from the person. They are stored nowhere. */
const askSettings = async (names: readonly string[]): Promise<Record<string, string | undefined>> => {
  const settings = { ...process.env };
  for (const name of names) {
    if (settings[name]) continue;
    if (process.stdin.isTTY !== true)
      throw new Mistake(`Set ${name} in the environment. docs/first-day.md explains it.`);
    const message = `${name} (used on this machine only, and never stored)`;
    settings[name] = answered(
      await (/KEY|TOKEN/.test(name) ? prompts.password({ message }) : prompts.text({ message })),
    );
  }
  return settings;
};

/** Starts a progress bar. `move` takes the share that is done, from 0 to 1. */
const startBar = (title: string) => {
  const bar = prompts.progress({ max: 100 });
  bar.start(title);
  let done = 0;
  const move = (share: number, text = '') => {
    const percent = Math.floor(share * 100);
    bar.advance(percent - done, `${percent} %${text}`);
    done = percent;
  };
  return { bar, move };
};

/** The options of `flagpost import`. */
export interface ImportFlags {
  url?: string;
  apiKey?: string;
  adminKey?: string;
  map?: string[];
  live?: boolean;
  from?: string;
  days: number;
}

/** Imports an old log from a file. */
export const importFile = async (file: string, { map = [], live = false, ...options }: ImportFlags): Promise<void> => {
  const connection = connectionOf(options, process.env);
  const { bar, move } = startBar(`Importing ${basename(file)}`);
  const how = { names: pairs(map, '--map'), isLive: live, onProgress: (share: number) => move(share) };
  const imported = await importLog(connection, file, how).catch((error) => {
    bar.error('Stopped');
    throw error;
  });
  const { accepted, duplicates, rejected, left } = imported;
  bar.stop(`${accepted} imported, ${duplicates} were there already, ${rejected.length} refused`);
  if (left.length > 0)
    console.log(`Ignored, since an event has no such field: ${left.join(', ')}. --map gives a column another name.`);
  for (const { line, why } of rejected.slice(0, 20)) console.error(`Line ${line}: ${why}`);
  if (rejected.length > 20) console.error(`… and ${rejected.length - 20} more.`);
  if (rejected.length > 0) process.exitCode = 1;
};

/** Prints how many of the imported orders look stuck, and lists them if the person wants to see them. */
const showStuck = async (connection: Connection, orders: string[]): Promise<void> => {
  const stuck = await stuckOf(connection, orders);
  const found = `${counted(orders.length, 'order')}, ${stuck.length} look${stuck.length === 1 ? 's' : ''} stuck`;
  const asks = process.stdin.isTTY === true && stuck.length > 0;
  if (!asks) console.log(found);
  if (asks && !answered(await prompts.confirm({ message: `${found}: show them?` }))) return;
  for (const { order_id, message } of stuck) console.log(`${order_id}  ${message}`);
};

/** Imports what a provider remembers. */
export const importProvider = async (name: string, options: ImportFlags): Promise<void> => {
  const source = LISTED.find((each) => each.name === name)!;
  const connection = adminConnectionOf(options, process.env);
  // Used at the end only. A missing key stops the command before it begins.
  const reader = connectionOf(options, process.env);
  if (!(options.days > 0)) throw new Mistake('--days takes a number of days, such as 60.');
  const settings = await askSettings(source.list!.settings);
  const { bar, move } = startBar(`Importing ${options.days} days from ${name}`);
  const onProgress = (share: number, orders: number) => move(share, `, ${counted(orders, 'order')}`);
  const asked = { ...source, list: source.list! };
  const imported = await importFrom(connection, asked, { days: options.days, settings, onProgress }).catch((error) => {
    bar.error('Stopped');
    throw error;
  });
  const { fetched, stored, orders } = imported;
  bar.stop(`${counted(fetched, 'event')} fetched, ${stored} of them new`);
  await showStuck(reader, orders);
};
