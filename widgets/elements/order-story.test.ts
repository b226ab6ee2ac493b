import { assert } from 'chai';
import '../index.ts';
import { FEATURES } from '../controllers/features.ts';
import { assertAccessible } from '../testing/accessible.ts';
import { anEvent, ORDER } from '../testing/events.ts';
import { FakeApi } from '../testing/fake-api.ts';
import {
  aFailure,
  aGoodOrder,
  aGoodStanding,
  anUnderway,
  aRetriedOrder,
  aRetriedStanding,
  aStanding,
  at,
} from '../testing/orders.ts';
import { $, $$, aToken, button, clear, click, quiet, show, text, time } from '../testing/page.ts';
import type { OrderTimeline } from './order-timeline.ts';

const HOUR = 60;
const RETRY = { name: 'retry', label: 'Retry submission' };

const timeline = (rest = '', token = aToken({ sub: 'Ana' })) =>
  show<OrderTimeline>(`<order-timeline order-id="${ORDER}" token="${token}" ${rest}></order-timeline>`);

/** The text of the element, a line for each visible row, top to bottom. */
const lines = (host: Element): string[] =>
  $$(host, 'h3, .summary > time, [part=next], .steps li, .entry > time, .text > p, .silence').map(text);

const opener = (host: Element, message: string) =>
  $$(host, '.entry')
    .find((entry) => text(entry).includes(message))!
    .querySelector<HTMLButtonElement>('.opener')!;

/** The lines of an open row's details. */
const details = (host: Element): string[] =>
  $$(host, '.details dt').map((term) => `${text(term)}: ${text(term.nextElementSibling)}`);

const press = async (host: Element, key: string): Promise<void> => {
  const target = host.shadowRoot!.activeElement as HTMLElement;
  target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true }));
  if (key === 'Enter') target.click();
  await quiet();
};

describe('the story of an order', () => {
  let api: FakeApi;
  beforeEach(() => {
    time.pause();
    api = new FakeApi();
  });
  afterEach(clear);

  it('that goes well has these lines', async () => {
    [api.events, api.story] = [aGoodOrder(), aGoodStanding()];
    assert.deepEqual(lines(await timeline()), [
      'Delivered',
      '09:30 · 5 hours ago',
      'Placed11 Feb, 14:30',
      'Sent to the printer11 Feb, 14:33',
      'In production12 Feb, 14:30',
      'Shipped14 Feb, 14:30',
      'Delivered09:30',
      'Wed 11 Feb',
      '14:30',
      'Order placed — £43.00 via Stripe',
      'Order confirmation sent to customer@example.com',
      '14:33',
      'Submitted to Printify (PFY-12345)',
      'Thu 12 Feb',
      '14:30',
      'In production at Printify',
      'Sat 14 Feb',
      '14:30',
      'Shipped via DHL — tracking: 1Z999AA10123456784',
      'Shipping notification sent to customer@example.com · 14:31',
      'Today',
      '09:30',
      'Delivered',
    ]);
  });

  it('whose submission failed and was retried has these lines, with the failure and the retry', async () => {
    [api.events, api.story] = [aRetriedOrder(), aRetriedStanding()];
    assert.deepEqual(lines(await timeline()), [
      'Shipped',
      '10:30 · 4 hours ago',
      'Next: delivered by Thu 5 Mar',
      'Placed14 Feb, 14:30',
      'Sent to the printer14 Feb, 14:49',
      'In production15 Feb, 02:30',
      'Shipped10:30',
      'Deliveredby Thu 5 Mar',
      'Sat 14 Feb',
      '14:30',
      'Order placed — £43.00 via Stripe',
      'Order confirmation sent to customer@example.com',
      '14:33',
      'Error: Submission to Printify failed: insufficient stock for M Black',
      'Fixed itself, 14:49',
      '14:48',
      'Submission retried — attempt 2 of 3',
      'by Ana',
      '14:49',
      'Submitted to Printify (PFY-12345)',
      'Yesterday',
      '02:30',
      'In production at Printify',
      'Today',
      '10:30',
      'Shipped via DHL — tracking: 1Z999AA10123456784',
      'Shipping notification sent to customer@example.com · 10:31',
    ]);
  });

  it('has no header with no-summary, and none without a story', async () => {
    [api.events, api.story] = [aGoodOrder(), aGoodStanding()];
    assert.isNull($(await timeline('no-summary'), '.summary'));
    api.story = null;
    assert.isNull($(await timeline(), '.summary'));
  });

  it('has a placeholder as high as the header, and none without a header', async () => {
    api.failing.set('/v1/orders', 'never');
    const height = (host: Element) => $(host, '.summary')?.getBoundingClientRect().height ?? 0;
    const waiting = height(await timeline());
    assert.equal(height(await timeline('no-summary')), 0);
    api.failing.clear();
    [api.events, api.story] = [aRetriedOrder(), aRetriedStanding()];
    assert.closeTo(height(await timeline()), waiting, 4);
  });

  it('does not move when the header’s text and the icons load, at any width, in any language', async function () {
    // Where a font is wider, as those of Firefox and WebKitGTK on Linux, the line of the next step wraps below 400 px.
    if (!navigator.userAgent.includes('Chrome/')) this.skip();
    const { module } = FEATURES;
    for (const [events, story] of [
      [aGoodOrder(), aGoodStanding()],
      [aRetriedOrder(), aRetriedStanding()],
      [aGoodOrder().slice(0, 2), anUnderway()],
      [aGoodOrder().slice(0, 3), aStanding([500, 500, 400], 3 * 24 * HOUR)],
      [aGoodOrder().slice(0, 2), aStanding([600, 500], -HOUR)],
    ] as const) {
      api.events = [...events];
      api.story = story;
      for (const lang of ['en', 'de', 'ar']) {
        const host = await timeline(`lang="${lang}"`);
        for (let i = 0; i < 200 && !$(host, '[part=status]'); i++) await quiet();
        for (const width of [...(lang === 'en' ? [320, 336] : []), 360, 480, 736, 1100]) {
          host.parentElement!.style.inlineSize = `${width}px`;
          const { features } = host;
          const after = $(host, '.summary')!.offsetHeight;
          FEATURES.module = undefined;
          host.features = undefined;
          host.renderNow();
          assert.notExists($(host, '[part=status]'), 'the text is not there yet');
          assert.equal($(host, '.summary')!.offsetHeight, after, `${lang}, ${story.status}, ${width} px`);
          FEATURES.module = module;
          host.features = features;
          host.renderNow();
        }
      }
    }
  });

  it('has the copy button after the number, in both directions of writing', async () => {
    const shipped = { order_id: ORDER, payload: { carrier: 'DHL', tracking: 'JD014600006281930417' } };
    api.events = [
      anEvent('order.shipped', 60, { ...shipped, message: 'Parcel JD014600006281930417 is on its way' }),
      anEvent('order.shipped', 30, { ...shipped, message: 'الطرد JD014600006281930417 في الطريق' }),
    ];
    const host = await timeline('lang="ar"');
    for (let i = 0; i < 200 && $$(host, '.copy').length < 2; i++) await quiet();
    const [english, arabic] = $$(host, '.whole').map(
      (whole) =>
        whole.querySelector('.copy')!.getBoundingClientRect().left -
        whole.querySelector('[part=link]')!.getBoundingClientRect().left,
    );
    assert.isAbove(english!, 0);
    assert.isBelow(arabic!, 0);
  });

  it('translates the names of Flagpost’s own payload fields', async () => {
    api.events = [
      anEvent('order.created', 5, {
        payload: {
          amount: 4300,
          currency: 'GBP',
          provider: 'Stripe',
          gift_wrap: true,
          provider_data: { provider: 'x' },
        },
      }),
    ];
    const host = await timeline('lang="de"');
    for (let i = 0; i < 200 && !$(host, '.opener'); i++) await quiet();
    $(host, '.opener')!.click();
    for (let i = 0; i < 200 && !$(host, '.details'); i++) await quiet();
    const lines = details(host);
    for (const line of ['Anbieter: Stripe', 'Gift wrap: Ja', 'Provider data › Provider: x'])
      assert.include(lines, line);
    assert.match(lines.find((line) => line.startsWith('Betrag'))!, /43,00/);
  });

  it('has the menu of a row beside its other buttons, on the narrowest phone', async () => {
    api.events = [
      aFailure(10, { actions: [RETRY] }),
      aFailure(5, { actions: [{ name: 'x', label: 'Ask the customer again' }], problem: 'x' }),
    ];
    for (const tag of ['order-timeline', 'activity-feed']) {
      const host = await show(`<${tag} order-id="${ORDER}" no-summary token="${aToken()}"></${tag}>`);
      for (const width of [246, 300]) {
        host.parentElement!.style.inlineSize = `${width}px`;
        assert.isNotEmpty($$(host, '.do'));
        for (const buttons of $$(host, '.do')) {
          const [menu, resolve] = ['.menu', '.resolve'].map((one) =>
            buttons.querySelector(one)!.getBoundingClientRect(),
          );
          assert.isBelow(menu!.top, resolve!.bottom, `${tag}, ${width} px`);
          assert.isAbove(menu!.bottom, resolve!.top, `${tag}, ${width} px`);
        }
      }
    }
  });

  it('says in amber how late the next step is', async () => {
    [api.events, api.story] = [aGoodOrder().slice(0, 3), aStanding([9 * HOUR, 9 * HOUR, 8 * HOUR], -2 * HOUR)];
    const host = await timeline();
    assert.equal(text($(host, '[part=next]')), 'Next: in production by 12:30 · 2 hours late');
    assert.equal(text($(host, '.steps .late')), 'In productionby 12:30');
  });

  it('says since when the order is on hold, without a deadline', async () => {
    const held = anEvent('order.on_hold', 90, { message: 'Printify put the order on hold' });
    [api.events, api.story] = [
      [...aGoodOrder().slice(0, 3), held],
      aStanding([500, 500, 400], null, { on_hold: true }),
    ];
    const host = await timeline();
    assert.deepEqual(lines(host).slice(0, 3), ['On hold', '13:00 · 1 hour ago', 'Next: in production']);
  });

  it('shows only the reached steps of a cancelled order', async () => {
    const story = aStanding([500, 500, 400], null, { status: 'cancelled', since: at(60), next: null });
    [api.events, api.story] = [aGoodOrder().slice(0, 3), story];
    const host = await timeline();
    assert.equal(text($(host, '[part=status]')), 'Cancelled');
    assert.equal($$(host, '.steps li').length, 2);
  });

  it('shows the first problem in its header with one filled button, and no buttons in its row', async () => {
    const late = anEvent('order.overdue', 200, { message: 'Not submitted 2 hours after payment' });
    api.events = [...aGoodOrder().slice(0, 2), late, aFailure(60, { actions: [RETRY], repeats: 2 })];
    api.story = aStanding([9 * HOUR, 9 * HOUR], -HOUR);
    const host = await timeline();
    const box = $(host, '.problem.error')!;
    assert.equal(text(box.querySelector('[part=message]')), `Error: ${api.events[3]!.message}`);
    assert.equal(text(box.querySelector('[part=meta]')), '2 times · 1 hour ago');
    const labels = [...box.querySelectorAll('button')].map(text);
    assert.deepEqual(labels, ['Retry submission', 'Resolve', '⋯']);
    const fills = [...box.querySelectorAll('button')].map((one) => getComputedStyle(one).backgroundColor);
    assert.equal(new Set(fills).size, 2);
    assert.notEqual(fills[0], fills[1], 'the first is filled');
    const rows = $$(host, '.entry').map((row) => [...row.querySelectorAll('.do button')].map(text));
    assert.deepEqual(rows, [[], ['Resolve', '⋯'], []]);
    await assertAccessible(host);
  });

  it('keeps Undo in the place of the clicked Resolve, above the next problem', async () => {
    const late = anEvent('order.overdue', 200, { message: 'Not submitted 2 hours after payment' });
    api.events = [...aGoodOrder().slice(0, 2), late, aFailure(60)];
    api.story = aStanding([9 * HOUR, 9 * HOUR], -HOUR);
    const host = await timeline();
    const resolve = $<HTMLButtonElement>(host, '.problem .resolve')!;
    resolve.focus();
    await press(host, 'Enter');
    assert.equal(host.shadowRoot!.activeElement, resolve);
    assert.equal(text(resolve), 'Undo');
    assert.deepEqual($$(host, '.problem [part=message]').map(text), [
      'Error: Submission to Printify failed: insufficient stock for M Black',
      'Warning: Not submitted 2 hours after payment',
    ]);
    await press(host, 'Enter');
    assert.equal(text(resolve), 'Resolve');
    assert.equal($$(host, '.problem').length, 1);
    const inRow = $<HTMLButtonElement>(host, '.entry .resolve')!;
    inRow.focus();
    await press(host, 'Enter');
    assert.equal(host.shadowRoot!.activeElement, inRow);
    assert.equal(text(inRow), 'Undo', 'Undo stays in the row');
    assert.equal($$(host, '.problem').length, 1);
  });

  it('folds three and more tries into one row that opens, by keyboard too', async () => {
    const repeated = { resolved_by: 'repeated', resolved_at: at(5) };
    const retried = (ago: number, n: number) =>
      anEvent('order.submission_retried', ago, { order_id: ORDER, message: `Submission retried — attempt ${n} of 3` });
    const end = { resolved_by: 'recovered', resolved_at: at(4), repeats: 3 };
    api.events = [aFailure(30, repeated), retried(25, 2), aFailure(20, repeated), retried(15, 3), aFailure(10, end)];
    api.events.push(retried(5, 4), anEvent('order.submitted', 4, { message: 'Submitted' }));
    const host = await timeline();
    assert.deepEqual(
      $$(host, '.entry').map((row) => text(row.querySelector('.body'))),
      [
        'Error: Submission to Printify failed: insufficient stock for M Black 3 times, last 14:20 · Fixed itself, 14:26',
        'Submission retried — attempt 4 of 3 Stripe',
        'Submitted Stripe',
      ],
    );
    const fold = $<HTMLButtonElement>(host, '.fold button')!;
    fold.focus();
    await press(host, 'Enter');
    assert.equal(fold.ariaExpanded, 'true');
    assert.deepEqual($$(host, '.entry > time').map(text), [
      '14:00',
      '14:00',
      '14:05',
      '14:10',
      '14:15',
      '14:20',
      '14:25',
      '14:26',
    ]);
    await assertAccessible(host);
    host.setAttribute('order', 'desc');
    await quiet();
    assert.deepEqual($$(host, '.entry > time').map(text).slice(0, 4), ['14:26', '14:25', '14:00', '14:20']);
  });

  it('leaves two tries as two rows', async () => {
    api.events = [aFailure(30, { resolved_by: 'repeated', resolved_at: at(20) }), aFailure(20, { repeats: 2 })];
    assert.equal($$(await timeline(), '.entry').length, 2);
  });

  it('says how long nothing happened around a problem, and since the last event', async () => {
    const production = anEvent('order.production', 20 * HOUR);
    api.events = [anEvent('order.created', 60 * HOUR), production, aFailure(5 * HOUR)];
    api.story = anUnderway();
    const host = await timeline();
    assert.deepEqual($$(host, '.silence').map(text), ['nothing for 15 hours']);
    api.events.pop();
    await host.load();
    assert.deepEqual($$(host, '.silence').map(text), ['nothing for 20 hours']);
    api.story = aGoodStanding();
    api.events.push(anEvent('order.delivered', 19 * HOUR));
    await host.load();
    assert.deepEqual($$(host, '.silence').map(text), [], 'a parcel on its way is silent');
  });

  it('strikes through a retracted event, and says that it was taken back', async () => {
    api.events = [anEvent('order.refunded', 60, { message: 'Refunded £43.00', retracted: true })];
    const host = await timeline();
    assert.equal(text($(host, '.retracted [part=detail]')), 'Taken back');
    assert.include(getComputedStyle($(host, '[part=message]')!).textDecorationLine, 'line-through');
  });

  it('gives a second or a late mail a row of its own', async () => {
    const mail = (ago: number) => anEvent('order.email.confirmation_sent', ago, { message: `Mail ${ago}` });
    api.events = [anEvent('order.created', 300), mail(299), mail(298), anEvent('order.paid', 200), mail(100)];
    const host = await timeline();
    assert.deepEqual($$(host, '[part=mail]').map(text), ['Mail 299 · 09:31']);
    assert.equal($$(host, '.entry').length, 4);
  });

  it('opens the details of a row by keyboard, and closes them', async () => {
    [api.events, api.story] = [aGoodOrder(), aGoodStanding()];
    api.events[2] = { ...api.events[2]!, payload: { ...api.events[2]!.payload, gift: true, size: { width: 3 } } };
    api.events[2]!.inserted_at = at(4 * 24 * HOUR);
    const host = await timeline('time-zone="Europe/London" sync-url');
    const one = opener(host, 'Submitted to Printify');
    assert.equal(one.getAttribute('aria-label'), 'Your shop, Details: Submitted to Printify (PFY-12345)');
    one.focus();
    await press(host, 'Enter');
    assert.equal(one.ariaExpanded, 'true');
    const [, reference] = details(host)[0]!.split(': ');
    assert.equal(reference, 'PFY-12345');
    assert.equal(details(host)[1], 'Took: 3 minutes after “Placed”');
    assert.match(details(host)[2]!, /^Happened: 11 Feb 2026, \d\d:33:00 (GMT|UTC)$/);
    assert.match(details(host)[3]!, /^Recorded: 12 Feb 2026, \d\d:30:00 (GMT|UTC) · 23 hours later$/);
    assert.deepEqual(details(host).slice(4), ['Provider: Printify', 'Gift: Yes', 'Size › Width: 3']);
    assert.exists(button(host, 'Copy link'));
    await assertAccessible(host);
    await press(host, 'Enter');
    assert.isNull($(host, '.details'));
  });

  it('shows the limit of a late step in its details, and copies a tracking number from there', async () => {
    const late = anEvent('order.overdue', 7 * HOUR, {
      message: 'Not submitted 2 hours after payment',
      payload: { step: 'submitted' },
      resolved_by: 'recovered',
      resolved_at: at(6 * HOUR),
    });
    const [placed, , submitted] = aGoodOrder();
    api.events = [
      { ...placed!, occurred_at: at(9 * HOUR) },
      late,
      { ...submitted!, occurred_at: at(6 * HOUR), payload: { tracking: '1Z999AA10123456784' } },
    ];
    api.story = aStanding([9 * HOUR, 9 * HOUR, 6 * HOUR]);
    let copied = '';
    const writeText = async (words: string) => {
      copied = words;
    };
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText } });
    const host = await timeline();
    opener(host, 'Submitted').click();
    await quiet();
    assert.include(details(host), 'Took: 3 hours after “Placed” · limit 2 hours');
    $<HTMLButtonElement>(host, '.details .copy')!.focus();
    await press(host, 'Enter');
    assert.equal(copied, '1Z999AA10123456784');
    assert.equal(text($(host, '[role=status]')), 'Copied');
  });

  it('formats money in the details in the viewer’s language', async () => {
    api.events = [aGoodOrder()[0]!];
    const host = await timeline('lang="de"');
    for (let i = 0; i < 200 && !$(host, '.entry'); i++) await quiet();
    opener(host, '43').click();
    await quiet();
    assert.include(details(host).join(), 'Betrag: 43,00');
    assert.notInclude(details(host).join(), 'Currency');
  });

  it('says so when the details do not load', async () => {
    const { EVENT_DETAILS } = await import('../controllers/on-click.ts');
    const { load } = EVENT_DETAILS;
    EVENT_DETAILS.load = () => Promise.reject(new Error('gone'));
    [api.events, api.story] = [aGoodOrder(), aGoodStanding()];
    const host = await timeline();
    opener(host, 'Submitted').click();
    await quiet();
    EVENT_DETAILS.load = load;
    assert.equal(text($(host, '[role=status]')), 'That didn’t load. Try again, or reload the page.');
    assert.isNull($(host, '.details'));
  });

  it('opens no details for print, and leaves details open that a person opened', async () => {
    [api.events, api.story] = [aGoodOrder(), aGoodStanding()];
    const host = await timeline();
    opener(host, 'Submitted').click();
    await quiet();
    dispatchEvent(new Event('beforeprint'));
    assert.equal($$(host, '.details').length, 1);
    dispatchEvent(new Event('afterprint'));
    await click(host, 'Add a note');
    assert.equal($$(host, '.details').length, 1);
  });
});
