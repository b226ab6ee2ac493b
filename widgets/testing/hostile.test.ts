import { assert } from 'chai';
import '../index.ts';
import type { LogEvent } from '../../worker/contract/event.ts';
import { anEvent, ORDER } from './events.ts';
import { FakeApi } from './fake-api.ts';
import { MANY_HOSTILE } from './hostile.ts';
import { aToken, clear, quiet, show, time } from './page.ts';

/** An event with the text in every field that reaches the screen. */
const spoiled = (evil: string, at: number, order_id: string | null): LogEvent =>
  anEvent(at % 2 ? 'order.submission_failed' : 'order.shipped', MANY_HOSTILE.length - at, {
    order_id,
    message: evil,
    actor: evil,
    source: evil,
    problem: at % 2 ? evil : null,
    resolved_by: at % 4 === 1 ? evil : null,
    resolved_at: at % 4 === 1 ? new Date(time.now).toISOString() : null,
    came_back: at % 4 === 3 ? { resolved_by: evil, resolved_at: new Date(time.now).toISOString() } : null,
    payload: {
      carrier: evil,
      tracking: evil,
      tracking_url: evil,
      reason: evil,
      email: evil,
      provider: evil,
      [evil]: evil,
    },
    ...(at % 2 && { actions: [{ name: 'retry', label: evil }] }),
  });

const all = (host: Element): Element[] => [...(host.shadowRoot?.querySelectorAll('*') ?? [])];

/** The names of the rendered tags and attributes: a script needs a name that harmless text does not render. */
const shapeOf = (host: Element): Set<string> =>
  new Set(
    all(host).flatMap((one) => [one.localName, ...one.getAttributeNames().map((name) => `${one.localName}[${name}]`)]),
  );

const assertHarmless = (host: Element, what: string): void => {
  for (const one of all(host)) {
    for (const name of one.getAttributeNames()) assert.notMatch(name, /^on|^(srcdoc|formaction|action)$/i, what);
    assert.notInclude(
      ['script', 'iframe', 'object', 'embed', 'base', 'meta', 'form', 'img', 'math'],
      one.localName,
      what,
    );
    assert.match(one.getAttribute('style') ?? '', /^(--rows: ?\d+;?)?$/, what);
    const href = one.getAttribute('href');
    if (href !== null) assert.match(new URL(href, document.baseURI).protocol, /^https?:$/, `${what}: ${href}`);
  }
};

describe(`${MANY_HOSTILE.length} hostile strings`, () => {
  const real = { alert: window.alert };
  let alerts = 0;
  let api: FakeApi;
  const errors: string[] = [];
  const onError = (event: Event) => errors.push(JSON.stringify((event as CustomEvent).detail ?? null));

  beforeEach(() => {
    time.pause();
    alerts = 0;
    errors.length = 0;
    window.alert = () => {
      alerts++;
    };
    document.addEventListener('flagpost-error', onError);
    api = new FakeApi();
  });
  afterEach(() => {
    clear();
    window.alert = real.alert;
    document.removeEventListener('flagpost-error', onError);
  });

  it('are at least 200', () => assert.isAtLeast(MANY_HOSTILE.length, 200));

  for (const [tag, order_id] of [
    ['order-timeline', ORDER],
    ['activity-feed', null],
  ] as const) {
    const markup = (token: string) =>
      `<${tag} token="${token}" order-id="${ORDER}" order-href="/admin/orders/{order_id}" page-size="200"></${tag}>`;

    it(`are text in every field that <${tag}> shows`, async () => {
      const [token, seen] = [aToken(), aToken()];
      const draw = async (text: (evil: string) => string, who: string) => {
        api.events = MANY_HOSTILE.map((evil, at) => spoiled(text(evil), at, order_id ?? text(evil)));
        return show(markup(who));
      };
      const plain = shapeOf(await draw(() => 'x', seen));
      const host = await draw((evil) => evil, token);
      assertHarmless(host, tag);
      const shown = new Set(all(host).map(({ textContent }) => textContent));
      const missing = MANY_HOSTILE.filter((evil) => ![...shown].some((text) => text?.includes(evil)));
      // A page of the feed is 200 events.
      assert.isAtMost(missing.length, Math.max(0, MANY_HOSTILE.length - 200), JSON.stringify(missing.slice(0, 3)));
      const added = [...shapeOf(host)].filter((part) => !plain.has(part) && !/^a(\[|$)|\[dir\]|\[title\]/.test(part));
      assert.deepEqual(added, [], 'hostile text renders no other names than harmless text');
      await quiet();
      assert.equal(alerts, 0);
    });
  }

  it('become no script and no address in any attribute of any element', async () => {
    api.events = [anEvent('order.created', 1), anEvent('order.submission_failed', 2)];
    const attributes = [
      'order-href',
      'href',
      'order-id',
      'order',
      'tab',
      'lang',
      'time-zone',
      'max',
      'page-size',
      'poll-interval',
    ];
    for (const [i, evil] of MANY_HOSTILE.entries()) {
      const tag = ['order-timeline', 'activity-feed', 'attention-badge'][i % 3]!;
      const host = await show(`<${tag} token="${aToken()}"></${tag}>`);
      for (const attribute of attributes) host.setAttribute(attribute, evil);
      await quiet();
      assertHarmless(host, `${tag} ${evil}`);
    }
    assert.equal(alerts, 0);
  });

  it('do not include the token, which is in no address, storage, error or markup', async () => {
    const token = aToken();
    const [, , signature = ''] = token.split('.');
    api.events = [anEvent('order.submission_failed', 2)];
    api.failing.set('attention', 500);
    await show(`<activity-feed token="${token}" sync-url></activity-feed>`);
    api.failing.set('events', 500);
    await time.pass(120_000);
    api.failing.clear();
    api.refused.add(token);
    await time.pass(120_000);
    const places = [
      location.href,
      document.cookie,
      JSON.stringify(localStorage),
      JSON.stringify(sessionStorage),
      ...errors,
      ...api.requests.map(({ url }) => url.href),
      document.querySelector('activity-feed')!.shadowRoot!.innerHTML,
      JSON.stringify(performance.getEntriesByType('resource').map(({ name }) => name)),
    ];
    assert.isAbove(api.requests.length, 1);
    for (const where of places) assert.notInclude(where, signature);
  });
});
