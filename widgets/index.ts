// `/widgets.js`: all three elements.
export { ActivityFeed } from './activity-feed.ts';
export { AttentionBadge } from './attention-badge.ts';
export { customize } from './kit/customize.ts';
export { OrderTimeline } from './order-timeline.ts';
