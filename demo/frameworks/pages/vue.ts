import { createApp, ref } from 'vue/dist/vue.esm-bundler.js';

/** The template, with names in kebab-case as in a page; `vue-tsc` checks such templates with `dist/vue.d.ts`. */
const template = `
  <button type="button" @click="order = 'SS-2'">Next order</button>
  <button type="button" @click="tab = 'attention'">What needs attention</button>
  <button type="button" @click="isShown = !isShown">Show or hide</button>
  <button type="button" @click="drawn++">Draw again</button>
  <p>Drawn {{ drawn }} times</p>
  <attention-badge href="/activity" :poll-interval="30" @flagpost-count="receive('count ' + $event.detail.count)">Activity</attention-badge>
  <order-timeline v-if="isShown" :order-id="order" @flagpost-resolve="receive('resolved ' + $event.detail.event.order_id)"></order-timeline>
  <activity-feed
    order-href="/orders/{order_id}" :page-size="5" :tab="tab" :sync-url="false"
    @flagpost-open.prevent="receive('open ' + $event.detail.order_id)"
  ></activity-feed>
  <ul><li v-for="words in received">{{ words }}</li></ul>
`;

const app = createApp({
  template,
  setup: () => {
    const received = ref<string[]>([]);
    const receive = (words: string) => received.value.push(words);
    return { order: ref('SS-1'), tab: ref('all'), isShown: ref(true), drawn: ref(1), received, receive };
  },
});
app.config.compilerOptions.isCustomElement = (tag: string) => tag.includes('-');
app.mount('#admin');
