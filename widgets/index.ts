// `/widgets.js`: all three elements.
import './languages.ts';
import './on-demand.ts';

export { ActivityFeed } from './elements/activity-feed.ts';
export { AttentionBadge } from './elements/attention-badge.ts';
export { OrderTimeline } from './elements/order-timeline.ts';
export { customize } from './localize/customize.ts';
