// The chunk that loads once the first rows are painted: everything that the lists do, and the poller.
import './on-click.ts';

export { FeedFeatures } from './controllers/feed-features.ts';
export { TimelineFeatures } from './controllers/timeline-features.ts';
export { LiveUpdates } from './sync/live-updates.ts';
