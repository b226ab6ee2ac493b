// `/badge.js`: the badge alone, for pages that show nothing else.

export { AttentionBadge } from './attention-badge.ts';
export { customize } from './kit/customize.ts';
