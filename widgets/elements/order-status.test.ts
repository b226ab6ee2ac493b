import { assert } from 'chai';
import '../status.ts';
import type { CustomerStatus } from '../../worker/contract/api.ts';
import { ORDER_STATUSES } from '../../worker/contract/steps.ts';
import { http } from '../client/client.ts';
import { assertAccessible, axeFinds } from '../testing/accessible.ts';
import { NOW, ORDER } from '../testing/events.ts';
import { $, $$, aToken, button, clear, quiet, show, text, time } from '../testing/page.ts';
import type { OrderStatus } from './order-status.ts';

const DAY = 86_400_000;
const iso = (days: number) => new Date(NOW - days * DAY).toISOString();

const STATUS: CustomerStatus = {
  order_id: ORDER,
  status: 'shipped',
  steps: [
    { step: 'placed', reached_at: iso(5) },
    { step: 'paid', reached_at: iso(5) },
    { step: 'production', reached_at: iso(3) },
    { step: 'shipped', reached_at: iso(1) },
    { step: 'delivered', reached_at: null },
  ],
  parcels: [
    { carrier: 'DHL', tracking: '1Z999AA10123456784', tracking_url: 'https://dhl.example/1Z999', status: 'shipped' },
    { carrier: null, tracking: null, tracking_url: null, status: 'delivered' },
  ],
  notes: [{ message: 'We have put a sticker in.', at: iso(2) }],
  late: true,
  as_of: iso(0),
};

/** The Worker's answers: a status, an error's status, `offline`, or none at all. */
let answer: CustomerStatus | object | number | 'offline' | 'never' = STATUS;
let requests: { url: string; authorization: string | null }[] = [];

const fakeFetch = async (url: string, init?: RequestInit): Promise<Response> => {
  requests.push({ url, authorization: new Headers(init?.headers).get('authorization') });
  if (answer === 'offline') throw new TypeError('Failed to fetch');
  if (answer === 'never') return new Promise(() => {});
  return typeof answer === 'number' ? new Response('{}', { status: answer }) : Response.json(answer);
};

const token = () => aToken({ scope: 'customer', order_id: ORDER });
const open = async (attributes = `order-id="${ORDER}"`, surroundings = ''): Promise<OrderStatus> => {
  const host = (await show(
    `<order-status token="${token()}" ${attributes} ${surroundings}></order-status>`,
  )) as OrderStatus;
  await quiet();
  return host;
};
const texts = (host: Element, selector: string) => $$(host, selector).map(text);

describe('<order-status>', () => {
  beforeEach(() => {
    time.pause();
    [answer, requests] = [STATUS, []];
    http.fetch = fakeFetch;
  });
  afterEach(() => {
    clear();
    document.documentElement.dir = '';
  });

  it('shows where an order stands, its parcels and the notes', async () => {
    const host = await open();
    assert.equal(text($(host, '[part=status]')), 'Your order is on its way');
    assert.equal(text($(host, '[part=late]')), 'This is taking longer than usual');
    assert.deepEqual(texts(host, '[part=step] > span'), ['Ordered', 'Paid', 'Being made', 'Shipped', 'Delivered']);
    assert.equal($$(host, '[part=step] time').length, 4, 'a future step has no date');
    assert.equal(text($(host, '[aria-current=step] > span')), 'Shipped');
    assert.match(texts(host, '[part=parcel]')[0]!, /^DHL 1Z999AA10123456784 On its way Track the parcel/);
    assert.equal(texts(host, '[part=parcel]')[1], 'Parcel Delivered');
    const link = $<HTMLAnchorElement>(host, '[part=link]')!;
    assert.equal(link.href, 'https://dhl.example/1Z999');
    assert.equal(link.rel, 'noopener noreferrer');
    assert.match(text($(host, '[part=note]')), /^A note from us · .* We have put a sticker in\.$/);
  });

  it('sends one request, for the status, with its token', async () => {
    await open();
    assert.deepEqual(
      requests.map(({ url }) => new URL(url).pathname),
      [`/v1/orders/${ORDER}/status`],
    );
    assert.match(requests[0]!.authorization!, /^Bearer /);
    await time.pass(10 * 60_000);
    assert.equal(requests.length, 1, 'it does not poll');
  });

  it('has a sentence for every status, and no future step for an order that ended', async () => {
    for (const status of ORDER_STATUSES) {
      answer = { ...STATUS, status };
      const host = await open();
      assert.isNotEmpty(text($(host, '[part=status]')), status);
      const isOver = ['cancelled', 'refunded', 'returned'].includes(status);
      assert.equal($$(host, '[part=step]').length, isOver ? 4 : 5, status);
      clear();
      http.fetch = fakeFetch;
    }
  });

  it('shows a skeleton while it loads', async () => {
    answer = 'never';
    const host = await open();
    assert.equal($(host, 'section')!.ariaBusy, 'true');
    assert.exists($(host, '[part=skeleton]'));
    assert.deepEqual(await axeFinds(host), []);
  });

  const REASONS: [answer: number | 'offline' | object, says: RegExp, again: boolean][] = [
    [401, /^This link has expired\. Ask us for a new one\./, false],
    [403, /^This link is for another order\./, false],
    [404, /^There is no such order any more\./, false],
    [500, /^This can’t be shown just now\./, true],
    [{ login: true }, /^This can’t be shown just now\./, true],
    ['offline', /^This can’t be reached\./, true],
  ];
  for (const [given, says, again] of REASONS) {
    it(`says why there is no status: ${JSON.stringify(given)}`, async () => {
      answer = given;
      const errors: string[] = [];
      addEventListener('flagpost-error', (event) => errors.push(event.detail.error.code), { once: true });
      const host = await open();
      assert.match(text($(host, '[part=error]')), says);
      assert.match(text($(host, '[role=status]')), says);
      assert.equal($$(host, 'button').length, again ? 1 : 0);
      assert.equal(errors.length, 1);
      assert.notExists($(host, '[part=skeleton]'));
      await assertAccessible(host);
    });
  }

  it('says that the link has expired if it has no token', async () => {
    const host = await show(`<order-status order-id="${ORDER}"></order-status>`);
    await quiet();
    assert.match(text($(host, '[part=error]')), /^This link has expired/);
    assert.deepEqual(requests, []);
  });

  it('tries again on a click, and when the network is back', async () => {
    answer = 'offline';
    const host = await open();
    answer = 500;
    button(host, 'Try again').click();
    await quiet();
    assert.match(text($(host, '[part=error]')), /^This can’t be shown/);
    answer = STATUS;
    dispatchEvent(new Event('online'));
    await quiet();
    assert.exists($(host, '[part=status]'));
    assert.notExists($(host, '[part=error]'));
    assert.equal(text($(host, '[role=status]')), '');
  });

  it('keeps the last status when a later request fails, and says how old it is', async () => {
    const host = await open();
    time.now += 5 * 60_000;
    answer = 'offline';
    document.dispatchEvent(new Event('visibilitychange'));
    await quiet();
    assert.match(text($(host, '[part=error]')), /This is as of 5 minutes ago\./);
    assert.exists($(host, '[part=status]'));
  });

  it('shows another order when its number changes, and nothing without a number', async () => {
    const host = await open();
    host.orderId = 'SS-2';
    await quiet();
    assert.equal(new URL(requests.at(-1)!.url).pathname, '/v1/orders/SS-2/status');
    host.orderId = undefined;
    await quiet();
    assert.equal(text(host.shadowRoot!.querySelector('section')), '');
  });

  it('shows an answer as text, and links to no script', async () => {
    const evil = '<img src=x onerror="window.hit = 1">';
    answer = {
      ...STATUS,
      notes: [{ message: evil, at: iso(1) }],
      parcels: [{ carrier: evil, tracking: evil, tracking_url: 'javascript:window.hit = 1', status: 'shipped' }],
    };
    const host = await open();
    assert.notExists($(host, 'img, a'));
    assert.include(text($(host, '[part=note]')), evil);
    assert.notProperty(window, 'hit');
  });

  for (const [lang, sentence] of Object.entries({
    ar: 'طلبك في الطريق',
    de: 'Ihre Bestellung ist unterwegs',
    es: 'Tu pedido está en camino',
    fr: 'Votre commande est en route',
    ja: 'ご注文の品は配送中です',
  })) {
    it(`speaks ${lang}`, async () => {
      const host = await open(undefined, `lang="${lang}"`);
      for (let i = 0; i < 250 && !$(host, '[part=status]'); i++) await new Promise((done) => setTimeout(done, 20));
      assert.equal(text($(host, '[part=status]')), sentence);
      assert.notMatch(text($(host, 'section')), /undefined|Ordered|Track/);
      assert.equal(getComputedStyle(host).direction, lang === 'ar' ? 'rtl' : 'ltr');
    });
  }

  it('has no violation for axe and no overflow, in both schemes and directions, at any width', async () => {
    const host = await open();
    for (const dir of ['ltr', 'rtl']) {
      document.documentElement.dir = dir;
      for (const width of [246, 280, 600, 1100]) {
        host.parentElement!.style.inlineSize = `${width}px`;
        await quiet();
        assert.isAtMost(host.scrollWidth, Math.ceil(host.clientWidth), `${dir} ${width}`);
        for (const target of $$(host, 'a, button')) assert.isAtLeast(target.getBoundingClientRect().height, 24);
        const rows = new Set($$(host, '[part=step]').map((step) => step.getBoundingClientRect().top)).size;
        assert.equal(rows, width < 512 ? 5 : 1, `steps stand side by side where there is room: ${width}`);
      }
      await assertAccessible(host);
    }
  });
});
