import { emulateMedia, setViewport } from '@web/test-runner-commands';
import { assert } from 'chai';
import '../status.ts';
import type { CustomerStatus } from '../../worker/contract/api.ts';
import { http } from '../client/client.ts';
import { assertAccessible, axeFinds } from '../testing/accessible.ts';
import { NOW, ORDER } from '../testing/events.ts';
import { assertEdges, assertUncut, isSeen, moving, NARROWEST, PAPER, USUAL, ZOOMED } from '../testing/media-checks.ts';
import { $, $$, aToken, clear, quiet, show, time } from '../testing/page.ts';
import type { OrderStatus } from './order-status.ts';

const iso = (days: number) => new Date(NOW - days * 86_400_000).toISOString();

const STATUS: CustomerStatus = {
  order_id: ORDER,
  status: 'shipped',
  steps: [
    { step: 'placed', reached_at: iso(5) },
    { step: 'shipped', reached_at: iso(1) },
    { step: 'delivered', reached_at: null },
  ],
  parcels: [
    {
      ...{ carrier: 'Deutsche Post DHL International', tracking: 'JD0146000062819304171Z999AA10123456784' },
      ...{ tracking_url: 'https://dhl.example/1Z999', status: 'shipped' },
    },
    { carrier: null, tracking: null, tracking_url: null, status: 'returned' },
  ],
  notes: [{ message: `We have put a sticker in. ${'https://shop.example/'.padEnd(90, 'x')}`, at: iso(2) }],
  late: true,
  as_of: iso(0),
};

type Answer = CustomerStatus | number | 'offline' | 'never';

/** The states of a customer's element: the first answer, the second one, and a selector that matches in this state. */
const STATES: Record<string, { answers: [Answer, Answer?]; shows: string }> = {
  loading: { answers: ['never'], shows: '.bone' },
  shown: { answers: [STATUS], shows: '[part=parcel]' },
  'shown before it is on its way': {
    answers: [{ ...STATUS, status: 'placed', parcels: [], notes: [], late: false, steps: STATUS.steps.slice(0, 1) }],
    shows: '[part=step]',
  },
  cancelled: { answers: [{ ...STATUS, status: 'cancelled', late: false }], shows: '[part=status]' },
  'not there': { answers: [404], shows: '[part=error]' },
  'signed out': { answers: [401], shows: '[part=error]' },
  failed: { answers: [500], shows: '[part=error] button' },
  stale: { answers: [STATUS, 'offline'], shows: '[part=error] ~ [part=steps]' },
};

const enter = async ({ answers: [first, next], shows }: (typeof STATES)[string]): Promise<OrderStatus> => {
  let answer: Answer = first;
  http.fetch = async () => {
    if (answer === 'offline') throw new TypeError('Failed to fetch');
    if (answer === 'never') return new Promise(() => {});
    return typeof answer === 'number' ? new Response('{}', { status: answer }) : Response.json(answer);
  };
  const token = aToken({ scope: 'customer', order_id: ORDER });
  const host = await show<OrderStatus>(`<order-status token="${token}" order-id="${ORDER}"></order-status>`);
  await quiet();
  if (next) {
    answer = next;
    await host.load();
    await quiet();
  }
  assert.exists($(host, shows), `it shows ${shows}`);
  return host;
};

describe('<order-status> in every state and medium', () => {
  beforeEach(() => time.pause());
  afterEach(async () => {
    clear();
    document.documentElement.dir = '';
    await setViewport(USUAL);
    await emulateMedia({ media: 'screen', forcedColors: 'none', reducedMotion: 'no-preference' });
  });

  for (const [name, state] of Object.entries(STATES)) {
    it(`${name}: fits at 400 % zoom and 280 px, has edges in forced colours, stands still for reduced motion, prints no controls, and axe finds nothing`, async () => {
      await setViewport(ZOOMED);
      const host = await enter(state);
      for (const dir of ['ltr', 'rtl']) {
        document.documentElement.dir = dir;
        assertUncut(host, ZOOMED.width, `400 %, ${dir}`);
      }
      document.documentElement.dir = '';
      await setViewport(NARROWEST);
      assertUncut(host, NARROWEST.width, '280 px');
      await setViewport(USUAL);
      await assertAccessible(host);
      assert.equal($$(host, '[role=status]').length, 1);
      await emulateMedia({ forcedColors: 'active' });
      assertEdges(host);
      assert.deepEqual(await axeFinds(host), [], 'in forced colours');
      await emulateMedia({ forcedColors: 'none', reducedMotion: 'reduce' });
      assert.deepEqual(moving(host), []);
      await emulateMedia({ media: 'print', reducedMotion: 'no-preference' });
      assert.isEmpty($$(host, PAPER).filter(isSeen), 'on paper');
    });
  }
});
