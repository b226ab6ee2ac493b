import { OnDemand } from '../client/on-demand.ts';
import type { FeedFeatures } from './feed-features.ts';
import type { FeedHost, TimelineHost } from './host.ts';
import type { TimelineFeatures } from './timeline-features.ts';

/** The features of the lists, which load once the first rows are painted. */
export const FEATURES = new OnDemand<{
  FeedFeatures: new (host: FeedHost) => FeedFeatures;
  TimelineFeatures: new (host: TimelineHost) => TimelineFeatures;
}>();

export type FeaturesModule = NonNullable<typeof FEATURES.module>;
