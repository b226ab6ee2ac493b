import type { CatchUpHealth } from '../../contract/api.ts';
import { span } from '../../contract/span.ts';
import { type Check, type Finding, fine, unsure, wrong } from './check.ts';

/** The longest time since the last catch-up, in ms: a long one takes a day of runs, and one night may fail. */
const MOST = 50 * 3_600_000;

const SETTINGS = 'docs/first-day.md says what it takes; then run: npx wrangler secret put <its name>';

/** Why a source is not caught up with; null where nothing fails. */
const failure = ({ source, fails, says }: CatchUpHealth): Finding | null => {
  switch (fails) {
    case 'unknown':
      return wrong(
        `CATCH_UP names ${source}, which nobody can ask.`,
        'Take it out of CATCH_UP. Stripe, WooCommerce and Shopify can be asked.',
      );
    case 'unset':
      return wrong(`${source} is not caught up with: ${says ?? 'a setting is missing'}`, SETTINGS);
    case 'refused':
      return wrong(
        `${source} is not caught up with: its provider refuses the key.`,
        `Make another one, as docs/first-day.md says, and try it: flagpost catch-up ${source}`,
      );
    case 'limited':
    case 'failing':
      return unsure(
        `${source} is not caught up with: its provider ${fails === 'limited' ? 'asks to come back later' : 'does not answer'}.`,
        `The next run tries again by itself; or now: flagpost catch-up ${source}`,
      );
    default:
      return null;
  }
};

/** Whether each source of `CATCH_UP` was caught up with in the last nights. */
export const catchUp: Check = ({ health, clocks }) => {
  const now = clocks.theirs ?? clocks.here;
  return (health?.setup?.catch_up ?? []).map((each): Finding => {
    const { source, up_to } = each;
    const failed = failure(each);
    if (failed) return failed;
    if (up_to === null)
      return unsure(`${source} was not caught up with yet.`, `The night does it; or now: flagpost catch-up ${source}`);
    const ago = now - Date.parse(up_to);
    return ago > MOST
      ? wrong(
          `${source} was last caught up with ${span(ago)} ago.`,
          `Does the nightly cron run? Catch up now: flagpost catch-up ${source}`,
        )
      : fine(`${source} was caught up with ${span(ago)} ago.`);
  });
};
