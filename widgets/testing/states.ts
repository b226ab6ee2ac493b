import { assert } from 'chai';
import { FEATURES } from '../controllers/features.ts';
import { anEvent, aRoutine, aRun, aStory, NOW, ORDER } from './events.ts';
import { FakeApi } from './fake-api.ts';
import { aFailure, aGoodOrder, aGoodStanding, aRetriedOrder, aRetriedStanding, aStanding, at } from './orders.ts';
import { $, $$, aToken, click, openMenu, quiet, show, time } from './page.ts';

export const TAGS = ['order-timeline', 'activity-feed', 'attention-badge'] as const;
export type Tag = (typeof TAGS)[number];

/** An element. The badge has no `load()`: it polls. */
type Asking = HTMLElement & { load?: () => Promise<void> };

/** A state of an element: how a test gets there, and a selector that shows that it is there. */
export interface State {
  events?: () => ReturnType<typeof aStory>;
  /** The token's scope; null for no token. */
  scope?: string | null;
  /** Attributes besides the usual ones. */
  attributes?: Partial<Record<Tag, string>>;
  /** Runs before the element is in the page. */
  before?: (api: FakeApi) => void;
  /** Runs once the element has its first answer. */
  reach?: (host: Asking, api: FakeApi) => Promise<void>;
  /** Selectors in the shadow root that match only in this state, by element. An element that is not named has no such state. */
  shows: Partial<Record<Tag, string>>;
}

const A_DAY = 1440;

const aLongStory = () => [
  ...Array.from({ length: 12 }, (_, at) => anEvent('order.created', 3 * A_DAY + at, { order_id: ORDER })),
  ...aRoutine(5, A_DAY).map((event) => ({ ...event, order_id: ORDER })),
  ...Array.from({ length: 5 }, (_, at) =>
    anEvent('order.email.confirmation_sent', 700 + at, { order_id: ORDER, actor: 'Ana' }),
  ),
  anEvent('order.overdue', 90, {
    message: 'Not sent to the printer 2 hours after payment',
    problem: `overdue:${ORDER}`,
  }),
  anEvent('order.shipped', 60, {
    message: 'Shipped via DHL — tracking: 1Z999AA10123456784',
    payload: { carrier: 'DHL', tracking: '1Z999AA10123456784', tracking_url: 'https://dhl.example/1Z999AA10123456784' },
  }),
  ...aRun(4, 2, { came_back: { resolved_by: 'Ana', resolved_at: new Date(time.now - 3_600_000).toISOString() } }),
];

/** A failure that has actions. */
const anActionable = () => [
  anEvent('order.submission_failed', 10, {
    problem: `submission:${ORDER}`,
    actions: [
      { name: 'retry', label: 'Retry submission' },
      { name: 'call', label: 'Call the customer' },
    ],
  }),
];

/** Loads again, or waits for the next poll. */
const askAgain = async (host: Asking): Promise<void> => {
  if (host.load) await host.load();
  else await time.pass(60_000);
  await quiet();
};

const failing = (failure: 403 | 500 | 'never' | 'offline') => (api: FakeApi) => {
  api.failing.set('/v1/', failure);
};

const open = async (host: Asking): Promise<void> => {
  await FEATURES.load();
  await click(host, 'Filter');
};

const narrow = async (host: Asking, name: string, value: string): Promise<void> => {
  const field = $<HTMLInputElement>(host, `[name=${name}]`)!;
  field.value = value;
  field.dispatchEvent(new Event('change', { bubbles: true }));
  await quiet();
};

/** Chooses items of a menu, and closes it. */
const choose = async (host: Asking, menu: string, ...lines: string[]): Promise<void> => {
  await openMenu(host, menu);
  for (const line of lines) await click(host, line);
  $(host, '.sheet')?.hidePopover();
  await quiet();
};

const exportAs = async (host: Asking, format: string): Promise<void> => {
  await openMenu(host, 'Export');
  await click(host, `Export as ${format}`);
};

/**
 * Every state of the elements. A feature with another state adds it here, and `states.test.ts` and `media.test.ts` check
 * it like all others.
 */
export const STATES: Record<string, State> = {
  loading: {
    before: failing('never'),
    shows: { 'order-timeline': '.skeleton', 'activity-feed': '.skeleton', 'attention-badge': 'slot[name=count]:empty' },
  },
  empty: {
    events: () => [],
    shows: {
      'order-timeline': '[part=empty]',
      'activity-feed': '[part=empty]',
      'attention-badge': 'slot[name=empty]',
    },
  },
  few: {
    shows: {
      'order-timeline': '.entry.open .icon.error',
      'activity-feed': '.icon.error',
      'attention-badge': '.count.error',
    },
  },
  many: {
    events: aLongStory,
    attributes: { 'activity-feed': 'page-size="25"' },
    shows: { 'order-timeline': '.fold', 'activity-feed': '[part~=more]', 'attention-badge': '.count.error' },
  },
  'more than can be counted': {
    before: (api) => {
      api.attention = { count: 100, capped: true, by_level: { error: 0, warning: 100 } };
    },
    shows: { 'activity-feed': '.count:not(.error)', 'attention-badge': '.count:not(.error)' },
  },
  failed: {
    before: failing(500),
    shows: { 'order-timeline': '.state', 'activity-feed': '.state', 'attention-badge': '.unknown' },
  },
  'signed out': {
    scope: null,
    shows: { 'order-timeline': '.state', 'activity-feed': '.state', 'attention-badge': '.unknown' },
  },
  'not allowed': {
    before: failing(403),
    shows: { 'order-timeline': '.state', 'activity-feed': '.state', 'attention-badge': '.unknown' },
  },
  stale: {
    reach: async (host, api) => {
      api.failing.set('/v1/', 'offline');
      await time.pass(5 * 60_000);
      await askAgain(host);
    },
    shows: { 'order-timeline': '.stale', 'activity-feed': '.stale', 'attention-badge': '.count' },
  },
  'offline, then back': {
    before: failing('offline'),
    reach: async (host, api) => {
      assert.exists($(host, '.state, .unknown'), 'it was offline');
      api.failing.clear();
      await time.pass(5 * 60_000);
      await askAgain(host);
      assert.notExists($(host, '.state, .stale, .unknown'), 'it is back');
    },
    shows: { 'order-timeline': '.entry', 'activity-feed': '.entry', 'attention-badge': '.count' },
  },
  'with news': {
    reach: async (_, api) => {
      api.events.push(anEvent('sync.failed', 1));
      await time.pass(60_000);
      for (let turns = 0; turns < 5; turns++) await quiet();
    },
    shows: { 'activity-feed': '.news' },
  },
  'read-only': {
    scope: 'read',
    reach: async (host) => assert.notExists($(host, '.resolve, form'), 'nothing to write with'),
    shows: { 'order-timeline': '.entry.open', 'activity-feed': '.entry', 'attention-badge': '.count' },
  },
  'past midnight': {
    reach: async (host) => {
      const before = host.shadowRoot!.textContent;
      await time.jump(10 * 3_600_000);
      await quiet();
      if (host.matches('attention-badge')) return;
      assert.notEqual(host.shadowRoot!.textContent, before, 'what was today is yesterday');
    },
    shows: { 'order-timeline': '.entry', 'activity-feed': 'h3', 'attention-badge': '.count' },
  },
  'needing attention': {
    attributes: { 'activity-feed': 'tab="attention"' },
    shows: { 'activity-feed': '[part~=resolve-all]' },
  },
  'nothing needing attention': {
    events: () => [anEvent('order.created')],
    attributes: { 'activity-feed': 'tab="attention"' },
    shows: { 'activity-feed': '[part=empty]' },
  },
  'an order that went well': {
    events: aGoodOrder,
    before: (api) => {
      api.story = aGoodStanding();
    },
    shows: { 'order-timeline': '.summary .delivered' },
  },
  'an order whose submission was retried': {
    events: aRetriedOrder,
    before: (api) => {
      api.story = aRetriedStanding();
    },
    shows: { 'order-timeline': '.summary [part=next]' },
  },
  'an order with problems': {
    events: () => [
      ...aGoodOrder().slice(0, 2),
      anEvent('order.overdue', 2000, { message: 'Not submitted 2 hours after payment' }),
      aFailure(1900, { actions: [{ name: 'retry', label: 'Retry submission' }], repeats: 3 }),
    ],
    before: (api) => {
      api.story = aStanding([4 * A_DAY, 4 * A_DAY], -A_DAY);
    },
    shows: { 'order-timeline': '.problem.error' },
  },
  'a problem that was resolved in the header': {
    events: () => [...aGoodOrder().slice(0, 3), aFailure(60)],
    before: (api) => {
      api.story = aStanding([500, 500, 400], 600);
    },
    reach: (host) => click(host, 'Resolve'),
    shows: { 'order-timeline': '.problem.over' },
  },
  'an order on hold': {
    events: () => [...aGoodOrder().slice(0, 3), anEvent('order.on_hold', 90)],
    before: (api) => {
      api.story = aStanding([500, 500, 400], null, { on_hold: true });
    },
    shows: { 'order-timeline': '.summary' },
  },
  'an order that is late and was refunded, with what was taken back': {
    events: () => [
      ...aGoodOrder().slice(0, 2),
      anEvent('order.refunded', 300, { message: 'Refunded £43.00', retracted: true }),
      anEvent('order.note', 200, { message: 'Rang her', actor: 'Ana Lima' }),
    ],
    before: (api) => {
      api.story = aStanding([900, 900], null, { status: 'refunded', since: at(100), next: null });
    },
    shows: { 'order-timeline': '.retracted' },
  },
  'without its header': {
    events: aGoodOrder,
    attributes: { 'order-timeline': 'no-summary' },
    before: (api) => {
      api.story = aGoodStanding();
    },
    reach: async (host) => assert.notExists($(host, '.summary'), 'no header'),
    shows: { 'order-timeline': '.entry' },
  },
  'open to its details': {
    events: aRetriedOrder,
    before: (api) => {
      api.story = aRetriedStanding();
    },
    reach: async (host) => {
      for (const opener of $$(host, '.opener')) opener.click();
      for (let i = 0; i < 50 && !$(host, '.details'); i++) await quiet();
    },
    shows: { 'order-timeline': '.details' },
  },
  'newest first': {
    attributes: { 'order-timeline': 'order="desc"' },
    shows: { 'order-timeline': '.note ~ .days' },
  },
  unfolded: {
    events: aLongStory,
    reach: async (host) => {
      const folds = '.entry [aria-expanded=false]';
      for (let fold = $(host, folds); fold; fold = $(host, folds)) {
        fold.click();
        await quiet();
      }
    },
    shows: { 'order-timeline': '.entry [aria-expanded=true]', 'activity-feed': '.entry [aria-expanded=true]' },
  },
  resolved: {
    reach: (host) => click(host, 'Resolve'),
    shows: { 'order-timeline': '.entry.over', 'activity-feed': '.entry.done' },
  },
  'not resolved after all': {
    reach: async (host, api) => {
      api.failing.set('resolve', 500);
      await click(host, 'Resolve');
    },
    shows: { 'order-timeline': '.entry .failure', 'activity-feed': '.entry .failure' },
  },
  'with an action that runs': {
    events: anActionable,
    reach: async (host, api) => {
      api.paused = true;
      await click(host, 'Retry submission');
      for (let i = 0; i < 50 && !$(host, '[part=action-status]'); i++) await quiet();
    },
    shows: { 'order-timeline': '[part=action-status]', 'activity-feed': '[part=action-status]' },
  },
  'with an action that failed': {
    events: anActionable,
    reach: async (host, api) => {
      api.refusal = { status: 409, detail: 'This variant has been out of stock since Monday' };
      await click(host, 'Retry submission');
      for (let i = 0; i < 50 && !$(host, '.entry .failure'); i++) await quiet();
    },
    shows: { 'order-timeline': '.entry .failure', 'activity-feed': '.entry .failure' },
  },
  snoozed: {
    events: () => anActionable().map((event) => ({ ...event, snoozed_until: new Date(NOW + 9e7).toISOString() })),
    attributes: { 'activity-feed': 'tab="snoozed"' },
    shows: { 'order-timeline': '.action', 'activity-feed': '.action' },
  },
  'with its menu open': {
    events: anActionable,
    reach: async (host) => {
      $(host, '.menu')!.click();
      for (let i = 0; i < 50 && !$(host, '.sheet:popover-open'); i++) await quiet();
    },
    shows: { 'order-timeline': '.sheet', 'activity-feed': '.sheet' },
  },
  'more that did not come': {
    events: aLongStory,
    attributes: { 'activity-feed': 'page-size="10"' },
    reach: async (host, api) => {
      api.failing.set('/v1/events', 500);
      await click(host, 'Load more');
    },
    shows: { 'activity-feed': '.more .failure' },
  },
  'being narrowed': {
    reach: (host) => open(host),
    shows: { 'activity-feed': '#find' },
  },
  narrowed: {
    events: aLongStory,
    reach: async (host) => {
      await open(host);
      await choose(host, 'Level', 'Error', 'Info', 'Hide routine events');
      await choose(host, 'Type', 'Orders', 'Mail');
      await narrow(host, 'q', 'a very long search for what is in none of them, or in all of them: o');
      await narrow(host, 'q', 'o');
      await openMenu(host, 'Dates');
      await narrow(host, 'since', '2026-02-01');
      $(host, '.sheet')!.hidePopover();
    },
    shows: { 'activity-feed': '[part~=show]' },
  },
  'narrowed by what the log has': {
    events: () => [...aLongStory(), anEvent('order.note', 1, { source: 'api', actor: 'Ana' })],
    reach: async (host) => {
      await open(host);
      await choose(host, 'Source', 'Stripe');
      await choose(host, 'Type', 'Confirmation email', 'Shipped');
      await choose(host, 'Person', 'Ana');
    },
    shows: { 'activity-feed': '.chip + .chip + .chip + .chip' },
  },
  'with the menu of its types open': {
    events: aLongStory,
    reach: async (host) => {
      await open(host);
      await choose(host, 'Type', 'Shipped');
      await openMenu(host, 'Type');
    },
    shows: { 'activity-feed': '.sheet:popover-open [aria-checked=true]' },
  },
  'with the menu of its persons open': {
    events: aLongStory,
    reach: async (host) => {
      await open(host);
      await openMenu(host, 'Person');
    },
    shows: { 'activity-feed': '.sheet:popover-open [role=menuitemradio]' },
  },
  'with its dates open': {
    reach: async (host) => {
      await open(host);
      await openMenu(host, 'Dates');
    },
    shows: { 'activity-feed': '.sheet:popover-open [type=date]' },
  },
  'with its export menu open': {
    reach: async (host) => {
      await open(host);
      await openMenu(host, 'Export');
    },
    shows: { 'activity-feed': '.sheet:popover-open [role=menuitem]' },
  },
  'with an export that is saved': {
    reach: async (host) => {
      await open(host);
      const { click: follow } = HTMLAnchorElement.prototype;
      HTMLAnchorElement.prototype.click = () => {};
      await exportAs(host, 'CSV');
      for (let i = 0; i < 100 && !$(host, '[part=exporting] > .meta:only-child'); i++) await quiet();
      HTMLAnchorElement.prototype.click = follow;
    },
    shows: { 'activity-feed': '[part=exporting] > .meta:only-child' },
  },
  'narrowed to nothing': {
    reach: async (host) => {
      await open(host);
      await narrow(host, 'q', 'nowhere');
    },
    shows: { 'activity-feed': '[part=nothing]' },
  },
  'searched for some time': {
    before: (api) => {
      api.searched = 1;
    },
    events: aLongStory,
    reach: async (host) => {
      await open(host);
      await narrow(host, 'q', 'nowhere');
    },
    shows: { 'activity-feed': '.more .meta' },
  },
  exporting: {
    reach: async (host, api) => {
      await open(host);
      api.failing.set('.csv', 'never');
      await exportAs(host, 'CSV');
    },
    shows: { 'activity-feed': 'progress' },
  },
  'an export that stopped': {
    reach: async (host, api) => {
      await open(host);
      api.failing.set('.csv', 500);
      await exportAs(host, 'CSV');
    },
    shows: { 'activity-feed': '[part=exporting] .failure' },
  },
  'a note that is too long': {
    reach: async (host) => {
      await click(host, 'Add a note');
      const box = $<HTMLTextAreaElement>(host, 'textarea')!;
      box.value = 'A very long note. '.repeat(40);
      box.dispatchEvent(new InputEvent('input', { bubbles: true }));
      await quiet();
    },
    shows: { 'order-timeline': '[aria-invalid=true]' },
  },
  'a note that was not saved': {
    reach: async (host, api) => {
      api.failing.set('notes', 'offline');
      await click(host, 'Add a note');
      $<HTMLTextAreaElement>(host, 'textarea')!.value = 'Called the customer';
      await click(host, 'Add note');
    },
    shows: { 'order-timeline': '.note .failure' },
  },
};

const USUAL: Record<Tag, string> = {
  'order-timeline': `order-id="${ORDER}" sync-url`,
  'activity-feed': 'order-href="/orders/{order_id}" sync-url',
  'attention-badge': 'href="/activity"',
};

/** The markup of an element in a state, with the state's token. */
export const markupOf = (tag: Tag, { scope = 'read write', attributes }: State): string => {
  const token = scope === null ? '' : `token="${aToken({ scope })}"`;
  const label = tag === 'attention-badge' ? 'Activity' : '';
  return `<${tag} ${token} ${USUAL[tag]} ${attributes?.[tag] ?? ''}>${label}</${tag}>`;
};

/** Puts an element into a state, and asserts that it is in it. */
export const enter = async (tag: Tag, state: State): Promise<HTMLElement> => {
  const api = new FakeApi(state.events?.() ?? aStory());
  state.before?.(api);
  const host = await show(markupOf(tag, state));
  await quiet();
  await state.reach?.(host, api);
  await quiet();
  assert.exists($(host, state.shows[tag]!), `it shows ${state.shows[tag]}`);
  return host;
};
