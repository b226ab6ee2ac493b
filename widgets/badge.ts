// `/badge.js`: the badge alone, for pages that show no list. It contains the poller too, which `/widgets.js` loads later.
import './languages.ts';
import { LiveUpdates } from './sync/live-updates.ts';
import { LIVE } from './sync/session.ts';

export { AttentionBadge } from './elements/attention-badge.ts';
export { customize } from './localize/customize.ts';

LIVE.register(async () => ({ LiveUpdates }));
