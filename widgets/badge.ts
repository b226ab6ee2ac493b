// `/badge.js`: the badge alone, for pages that show nothing else; so what keeps the count comes along.
import './later/live.ts';
import './later/renew.ts';

export { AttentionBadge } from './attention-badge.ts';
export { customize } from './kit/customize.ts';
