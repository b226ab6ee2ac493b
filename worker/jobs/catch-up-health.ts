import type { CatchUpHealth } from '../contract/api.ts';
import { list } from '../domain/list-setting.ts';
import type { Env } from '../env.ts';
import { ListingError } from '../sources/listing.ts';
import type { Database } from '../store/database.ts';
import { listingSource } from './catch-up.ts';
import { type ListingSource, stateOf } from './window.ts';

/** The setting that is missing or wrong, in words that hold no key; null where all are there. */
const flawOf = ({ list: listing }: ListingSource, env: Env): string | null => {
  try {
    listing.access({ ...env });
    return null;
  } catch (error) {
    if (error instanceof ListingError) return error.message;
    throw error;
  }
};

/** How each source that `CATCH_UP` names is caught up with, for `flagpost doctor`. */
export const catchUpHealth = (env: Env, db: Database): Promise<CatchUpHealth[]> =>
  Promise.all(
    list(env.CATCH_UP).map(async (name): Promise<CatchUpHealth> => {
      const source = listingSource(name);
      if (!source) return { source: name, fails: 'unknown', says: null, up_to: null };
      const { window, up_to } = await stateOf(db, source);
      const says = flawOf(source, env);
      return {
        source: name,
        fails: says === null ? (window?.fails ?? null) : 'unset',
        says,
        up_to: up_to === null ? null : new Date(up_to).toISOString(),
      };
    }),
  );
