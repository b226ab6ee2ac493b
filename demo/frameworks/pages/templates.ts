// Templates that type-check and templates that must not, for `types.test.ts`; nothing runs them.

import type { JSX } from 'react';
import type { SvelteHTMLElements } from 'svelte/elements';
import type { GlobalComponents } from 'vue';
import type {} from '../../../dist/react.js';
import type {} from '../../../dist/svelte.js';
import type {} from '../../../dist/vue.js';
import type { LogEvent } from '../../../dist/widgets.js';

type Vue = InstanceType<GlobalComponents['activity-feed']>;
const messageOf = (event: LogEvent) => event.message;

export const svelte: SvelteHTMLElements['activity-feed'] = {
  'order-href': '/orders/{order_id}',
  'page-size': 5,
  'sync-url': true,
  tab: 'attention',
  class: 'card',
  'onflagpost-open': ({ detail }) => messageOf(detail.event),
};
// @ts-expect-error: there is no such tab
export const svelteTab: SvelteHTMLElements['activity-feed'] = { tab: 'everything' };
// @ts-expect-error: the badge fires no flagpost-open
export const svelteEvent: SvelteHTMLElements['attention-badge'] = { 'onflagpost-open': () => {} };

export const react: JSX.IntrinsicElements['order-timeline'] = {
  'order-id': 'SS-1',
  order: 'desc',
  className: 'card',
  'onflagpost-resolve': ({ detail }) => messageOf(detail.event),
};
// @ts-expect-error: an order's number is a text
export const reactOrder: JSX.IntrinsicElements['order-timeline'] = { 'order-id': 42 };
export const reactEvent: JSX.IntrinsicElements['attention-badge'] = {
  // @ts-expect-error: no such detail
  'onflagpost-count': ({ detail }) => detail.number,
};

export const vue: Vue['$props'] = { orderHref: '/orders/{order_id}', pageSize: 5, tab: 'all', class: 'card' };
// @ts-expect-error: there is no such tab
export const vueTab: Vue['$props'] = { tab: 'everything' };
export const vueEvent = (emit: Vue['$emit'], event: CustomEvent<{ order_id: string; event: LogEvent }>) => {
  emit('flagpost-open', event);
  // @ts-expect-error: the feed fires no flagpost-count
  emit('flagpost-count', event);
};

export const dom = async (): Promise<string | undefined> => {
  const feed = document.querySelector('activity-feed');
  feed?.addEventListener('flagpost-resolve', ({ detail }) => messageOf(detail.event));
  await feed?.load();
  return feed?.orderHref;
};
