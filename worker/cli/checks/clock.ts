import { span } from '../../contract/span.ts';
import { type Check, type Finding, fine, wrong } from './check.ts';

/** The clocks may differ by this much: a token lives for minutes, and the Date of an answer has whole seconds. */
const BEARABLE = 60_000;

/** Whether the clocks agree. The Worker refuses events of the future, and expired tokens. */
export const clock: Check = ({ clocks, page }) => {
  const { theirs, here } = clocks;
  if (theirs === null) return [];
  const others: [string, number][] = [['This machine', here]];
  const admin = Date.parse(page?.headers.get('Date') ?? '');
  if (!Number.isNaN(admin)) others.push(['The admin’s server', admin]);
  const found: Finding[] = others
    .filter(([, time]) => Math.abs(time - theirs) > BEARABLE)
    .map(([who, time]) =>
      wrong(
        `${who}'s clock is ${span(time - theirs)} ${time > theirs ? 'ahead' : 'behind'}.`,
        'Set it by NTP: timedatectl set-ntp true',
      ),
    );
  return found.length > 0 ? found : [fine('The clocks agree.')];
};
