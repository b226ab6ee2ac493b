import type { ActivityFeed } from '../activity-feed.ts';
import { TABS, type Tab } from '../kit/tabs.ts';

/** Choosing the tab that is already chosen loads it anew. */
export const chooseTab = (feed: ActivityFeed, tab: Tab): void => {
  if (tab === feed.tab) void feed.load();
  feed.tab = tab;
  feed.acts!.find.wentTo(tab);
};

/** Arrows, Home and End on a tab, as ARIA has it: https://www.w3.org/WAI/ARIA/apg/patterns/tabs/ */
export const tabKey = (feed: ActivityFeed, key: KeyboardEvent): void => {
  const at = TABS.indexOf(feed.tab);
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[key.key];
  if (to === undefined) return;
  key.preventDefault();
  const tab = TABS.at(to % TABS.length)!;
  chooseTab(feed, tab);
  feed.renderRoot.querySelector<HTMLElement>(`#${tab}`)?.focus();
};
