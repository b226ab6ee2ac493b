import { assert } from 'chai';
import fc from 'fast-check';
import '../index.ts';
import { http } from '../client/client.ts';
import { customize } from '../index.ts';
import { aStory, ORDER } from './events.ts';
import { FakeApi } from './fake-api.ts';
import { $, $$, aToken, clear, quiet, show, text, time } from './page.ts';

const ALL = () => {
  const token = aToken();
  return show<HTMLElement>(`<div>
    <order-timeline token="${token}" order-id="${ORDER}"></order-timeline>
    <activity-feed token="${token}"></activity-feed>
    <attention-badge token="${token}">Activity</attention-badge>
  </div>`);
};

describe('an element that fails', () => {
  let thrown: unknown[];
  const consoleError = console.error;
  const catchError = (event: Event) => {
    thrown.push(event instanceof PromiseRejectionEvent ? event.reason : (event as ErrorEvent).error);
    event.preventDefault();
  };
  beforeEach(() => {
    time.pause();
    thrown = [];
    console.error = () => {};
    addEventListener('error', catchError);
    addEventListener('unhandledrejection', catchError);
  });
  afterEach(() => {
    clear();
    console.error = consoleError;
    removeEventListener('error', catchError);
    removeEventListener('unhandledrejection', catchError);
  });

  it('never throws into the page, whatever JSON the answer is', async () => {
    const events = fc.array(
      fc.oneof(fc.jsonValue(), fc.constant(aStory()[0]), fc.record({ id: fc.string(), level: fc.jsonValue() })),
    );
    const answer = fc.oneof(
      fc.jsonValue(),
      fc.record({ events, next_cursor: fc.jsonValue(), as_of: fc.jsonValue() }),
      fc.record({ count: fc.jsonValue(), capped: fc.jsonValue(), by_level: fc.jsonValue() }),
    );
    for (const value of fc.sample(answer, { numRuns: 60, seed: 5 })) {
      http.fetch = async () => Response.json(value);
      await ALL();
      await quiet();
      assert.deepEqual(thrown.map(String), [], JSON.stringify(value));
    }
  });

  it('shows the message if the shop’s own function throws, and throws nothing into the page', async () => {
    new FakeApi(aStory());
    const fail = () => {
      throw new Error('The shop’s own mistake');
    };
    customize({ types: { 'order.created': { icon: fail, render: fail } } });
    const host = await ALL();
    for (const tag of ['order-timeline', 'activity-feed'])
      assert.include($$(host.querySelector(tag)!, '[part=message]').map(text), 'Order placed — £43.00 via Stripe');
    assert.deepEqual(thrown, []);
  });

  it('shows the shop’s own label, icon and message of a type', async () => {
    new FakeApi(aStory());
    customize({
      types: {
        'order.created': {
          label: 'Sale',
          icon: () => Object.assign(document.createElement('b'), { textContent: '£' }),
          render: ({ order_id }) => `Sold: ${order_id}`,
        },
      },
    });
    const feed = (await ALL()).querySelector('activity-feed')!;
    assert.include($$(feed, '[part=message]').map(text), `Sold: ${ORDER}`);
    assert.include(text($(feed, '.entry:last-child [part=meta]')), 'Sale');
    assert.equal(text($(feed, '.entry:last-child [part=icon]')), '£');
  });

  it('works without storage, channels, locks and digests, which a browser may deny', async () => {
    const denied = ['localStorage', 'sessionStorage', 'BroadcastChannel', 'crypto'] as const;
    const before = denied.map((name) => Object.getOwnPropertyDescriptor(window, name)!);
    const locks = Object.getOwnPropertyDescriptor(Navigator.prototype, 'locks')!;
    for (const name of denied)
      Object.defineProperty(window, name, {
        configurable: true,
        get: () => {
          if (name.endsWith('Storage')) throw new DOMException('Denied', 'SecurityError');
        },
      });
    Object.defineProperty(Navigator.prototype, 'locks', { configurable: true, get: () => undefined });
    new FakeApi(aStory());
    const host = await ALL();
    await quiet();
    denied.forEach((name, at) => {
      Object.defineProperty(window, name, before[at]!);
    });
    Object.defineProperty(Navigator.prototype, 'locks', locks);
    assert.exists($(host.querySelector('activity-feed')!, '.entry'));
    assert.deepEqual(thrown.map(String), []);
  });
});
