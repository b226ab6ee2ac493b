import { assert } from 'chai';
import '../on-demand.ts';
import { anEvent, aStory } from '../testing/events.ts';
import { FakeApi } from '../testing/fake-api.ts';
import { aToken, quiet, setHidden, time } from '../testing/page.ts';
import { Session } from './session.ts';

const MINUTE = 60_000;
const URL_OF_TOKENS = '/flagpost-token';

/** A tab: a session of its own, with an element that shows the count. */
const tab = async (token: string, tokenUrl: string | null = null, seconds = 60) => {
  const connection = new Session({ api: location.origin, token, tokenUrl, pageWide: false });
  const listener = {
    renders: 0,
    requestUpdate: () => void listener.renders++,
  };
  connection.join(listener);
  connection.watch(listener, seconds);
  await connection.start();
  await settled();
  return {
    connection,
    listener,
    close: () => connection.leave(listener),
    get count() {
      return connection.attention.value?.count;
    },
    get error() {
      return connection.attention.error?.code;
    },
  };
};

type Tab = Awaited<ReturnType<typeof tab>>;

/** Waits until the messages between tabs have arrived. */
const settled = async () => {
  await quiet();
  await quiet();
};

const pass = async (ms: number) => {
  await time.pass(ms);
  await settled();
};

describe('the count of open problems', () => {
  let api: FakeApi;
  let tabs: Tab[] = [];
  const requests = () => api.count('/v1/attention');
  const open = async (...given: Parameters<typeof tab>) => {
    const opened = await tab(...given);
    tabs.push(opened);
    return opened;
  };

  beforeEach(() => {
    time.pause();
    api = new FakeApi(aStory());
  });
  afterEach(() => {
    for (const { close } of tabs) close();
    tabs = [];
    setHidden(false);
  });

  it('is polled once a minute, by one tab for all tabs of a viewer', async () => {
    const token = aToken();
    await Promise.all([open(token), open(token), open(token)]);
    assert.equal(requests(), 1);
    api.events.push(anEvent('sync.failed', 1));
    await pass(MINUTE);
    assert.equal(requests(), 2);
    assert.deepEqual([tabs[0]!.count, tabs[1]!.count, tabs[2]!.count], [3, 3, 3]);
    await pass(9 * MINUTE);
    assert.equal(requests(), 11);
  });

  it('is there at once, without a request, in a tab that opens later', async () => {
    const token = aToken();
    await open(token);
    await pass(MINUTE / 2);
    assert.equal((await open(token)).count, 2);
    assert.equal(requests(), 1);
  });

  it('is polled by another tab when the polling one is closed, and not sooner than it is due', async () => {
    const token = aToken();
    const first = await open(token);
    await open(token);
    await pass(MINUTE / 2);
    first.close();
    await settled();
    assert.equal(requests(), 1);
    await pass(MINUTE / 2);
    assert.equal(requests(), 2);
  });

  it('is polled by each tab without locks or channels, and for each viewer', async () => {
    const without = async (of: object, name: string) => {
      Object.defineProperty(of, name, { configurable: true, value: undefined });
      const token = aToken();
      await Promise.all([open(token), open(token)]);
      Reflect.deleteProperty(of, name);
    };
    await without(navigator, 'locks');
    assert.equal(requests(), 2);
    await without(crypto, 'subtle');
    assert.equal(requests(), 4);
    await pass(MINUTE);
    const before = requests();
    assert.isAtLeast(before, 4 + 2 + 1, 'two tabs without channels, and at least one of those without locks');
    await open(aToken());
    await open(aToken());
    assert.equal(requests(), before + 2);
  });

  it('is polled at growing, random intervals while requests fail, and at once when the network is back', async () => {
    await open(aToken());
    api.failing.set('/v1/', 'offline');
    const waits: number[] = [];
    for (let failures = 0; failures < 7; failures++) {
      const [before, since] = [requests(), time.now];
      while (requests() === before) await time.pass(5_000);
      waits.push((time.now - since) / MINUTE);
    }
    waits.shift();
    for (const [at, least] of [1, 2, 4, 8, 8].entries())
      assert.closeTo(waits[at]!, least * 1.125, least * 0.125 + 0.09);
    assert.isAbove(new Set(waits.map((wait) => wait % 1)).size, 1);
    api.failing.clear();
    const before = requests();
    dispatchEvent(new Event('online'));
    await settled();
    assert.equal(requests(), before + 1);
    assert.isUndefined(tabs[0]!.error);
  });

  it('is not polled before the server’s Retry-After', async () => {
    api.retryAfter = 600;
    api.failing.set('/v1/', 503);
    await open(aToken());
    await pass(9.9 * MINUTE);
    assert.equal(requests(), 1);
    await pass(0.2 * MINUTE);
    assert.equal(requests(), 2);
  });

  it('is polled every five minutes after a while without news or activity, until a person is active', async () => {
    await open(aToken());
    await pass(16 * MINUTE);
    assert.equal(requests(), 17);
    await pass(60 * MINUTE);
    assert.equal(requests(), 17 + 12);
    await pass(2 * MINUTE);
    document.body.dispatchEvent(new Event('pointermove', { bubbles: true }));
    await settled();
    assert.equal(requests(), 17 + 12 + 1);
    await pass(10 * MINUTE);
    assert.equal(requests(), 17 + 12 + 11);
  });

  it('is polled every minute while a person is active in another tab', async () => {
    const token = aToken();
    await open(token);
    await open(token);
    for (let minutes = 0; minutes < 30; minutes += 2) {
      await pass(2 * MINUTE);
      tabs[1]!.connection.live!.attention.handleEvent(new Event('keydown'));
      await settled();
    }
    assert.equal(requests(), 31);
  });

  it('renders nothing when nothing is new', async () => {
    const token = aToken();
    await Promise.all([open(token), open(token)]);
    const renders = tabs.map(({ listener }) => listener.renders);
    await pass(10 * MINUTE);
    assert.equal(requests(), 11);
    assert.deepEqual(
      tabs.map(({ listener }) => listener.renders),
      renders,
    );
  });

  it('shows a failure in every tab, and never as zero', async () => {
    api.failing.set('/v1/', 500);
    const token = aToken();
    await Promise.all([open(token), open(token)]);
    assert.equal(requests(), 1);
    assert.deepEqual(
      tabs.map(({ error }) => error),
      ['failed', 'failed'],
    );
    assert.deepEqual(
      tabs.map(({ count }) => count),
      [undefined, undefined],
    );
  });

  it('is polled by a tab that is still signed in', async () => {
    const [old, fresh] = [aToken({ sub: 'Ana', exp: 2e9 }), aToken({ sub: 'Ana', exp: 3e9 })];
    await open(old);
    api.refused.add(old);
    await open(fresh);
    await pass(MINUTE);
    assert.deepEqual(
      tabs.map(({ count, error }) => [count, error]),
      [
        [2, undefined],
        [2, undefined],
      ],
    );
    await pass(10 * MINUTE);
    assert.equal(requests(), 1 + 1 + 1 + 10);
  });

  it('renews a token once for all tabs that are refused at one moment', async () => {
    const [old, fresh] = [aToken({ sub: 'Eva', exp: 2e9 }), aToken({ sub: 'Eva', exp: 3e9 })];
    await Promise.all([open(old, URL_OF_TOKENS), open(old, URL_OF_TOKENS), open(old, URL_OF_TOKENS)]);
    api.refused.add(old);
    api.tokens = [fresh];
    const answers = Promise.all(tabs.map(({ connection }) => connection.client.feed()));
    for (let turns = 0; turns < 4; turns++) await pass(100);
    assert.equal((await answers).length, 3);
    assert.equal(api.count(URL_OF_TOKENS), 1);
  });

  it('keeps another person’s token from the other tabs', async () => {
    const [ana, ben] = [aToken({ sub: 'Ana', v: 1 }), aToken({ sub: 'Ben' })];
    await Promise.all([open(ana, URL_OF_TOKENS), open(ana, URL_OF_TOKENS)]);
    api.refused.add(ana);
    api.tokens = [ben];
    await tabs[0]!.connection.client.feed();
    await pass(100);
    assert.equal(tabs[0]!.connection.tokens.claims.sub, 'Ben');
    assert.equal(tabs[1]!.connection.tokens.claims.sub, 'Ana');
  });
});
