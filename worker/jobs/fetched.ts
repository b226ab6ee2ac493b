import type { Entry } from '../domain/entry.ts';
import { DEFAULT_LOCALE, type Env, foldSettings, retention } from '../env.ts';
import type { Listed } from '../sources/listing.ts';
import type { Source } from '../sources/source.ts';
import { entryFromSource } from '../sources/source-entry.ts';
import { translateListed } from '../sources/translate.ts';
import { append } from '../store/append.ts';
import type { Database } from '../store/database.ts';
import { COUNT_MISSED } from '../store/statements.ts';

/** The entries of fetched items, without those beyond the retention. */
export const entriesOf = (env: Env, source: Source, items: Listed[], isHistory: boolean, now: number): Entry[] => {
  const locale = env.LOCALE ?? DEFAULT_LOCALE;
  return items
    .flatMap((item) => translateListed(source, item, now))
    .map((event) => entryFromSource(source.name, { ...event, ...(isHistory && { history: true }) }, now, locale))
    .filter(({ occurred_at }) => occurred_at > now - retention(env));
};

/**
 * Stores fetched entries, and returns how many of them no webhook had delivered: those stored since `since`, which is the first
 * try, so that a second try counts the same. Where a list does not replay the webhooks, an event that is hidden, or replaces one
 * that was stored before, does not count.
 */
export const store = async (
  env: Env,
  db: Database,
  source: Source,
  entries: Entry[],
  since: number,
  now: number,
): Promise<number> => {
  if (entries.length === 0) return 0;
  const { ids } = await append(db, entries, foldSettings(env), now);
  const hex = JSON.stringify(ids.map((id) => id.replaceAll('-', '')));
  const counted = await db.$client
    .prepare(COUNT_MISSED)
    .bind(hex, since, source.list?.replays ? 1 : 0)
    .all<{ missed: number }>();
  return counted.results[0]?.missed ?? 0;
};
