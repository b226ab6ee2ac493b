import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { LogEvent, NewEvent } from '../contract/event.ts';
import { overdue } from '../jobs/overdue.ts';
import { asViewer, record } from '../testing/callers.ts';
import { useWorker } from '../testing/harness.ts';
import { request } from './fixtures/delivery.ts';
import { loadFixtures, secretsOf } from './fixtures/load.ts';

const FIXTURES = await loadFixtures(['aftership', 'easypost', 'printify', 'shippo', 'shopify']);
const worker = useWorker({ secrets: secretsOf(FIXTURES) });

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** A midnight, since Shippo knows no finer time. */
const AT = Math.floor(Date.now() / DAY) * DAY - 60 * DAY;
const iso = (hours: number) => new Date(AT + hours * HOUR).toISOString();
const ORDER = 'SS-1';
const PARCEL = 'P1';

let count = 0;

const send = async (source: string, body: object, headers: Record<string, string> = {}): Promise<void> => {
  const { sign, secret } = FIXTURES.get(source)!;
  const text = JSON.stringify(body);
  const { query, init } = request(text, await sign(text, { secret, at: Date.now(), id: `msg_${++count}` }), headers);
  const response = await worker.fetch(`/webhooks/${source}${query}`, init);
  assert.equal(response.status, 200, await response.text());
};

const aftership = (hours: number, subtag: string, msg: object = {}) =>
  send('aftership', {
    event: 'tracking_update',
    event_id: `event-${++count}`,
    ts: (AT + hours * HOUR) / 1000,
    msg: {
      ...{ tracking_number: PARCEL, slug: 'dhl', tag: subtag.split('_')[0], subtag },
      checkpoints: [{ checkpoint_time: iso(hours), tag: subtag.split('_')[0], subtag }],
      ...msg,
    },
  });

const easypost = (hours: number, status: string, status_detail = 'status_update', result: object = {}) =>
  send('easypost', {
    id: `evt_${++count}`,
    description: 'tracker.updated',
    mode: 'production',
    created_at: iso(hours),
    result: {
      ...{ tracking_code: PARCEL, carrier: 'USPS', status, status_detail },
      tracking_details: [{ status, status_detail, datetime: iso(hours) }],
      ...result,
    },
  });

const shippo = (hours: number, status: string, code = '', data: object = {}) =>
  send('shippo', {
    event: 'track_updated',
    test: false,
    data: {
      ...{ tracking_number: PARCEL, carrier: 'usps' },
      tracking_status: { object_id: `o${++count}`, status, substatus: { code }, status_date: iso(hours) },
      ...data,
    },
  });

const tell = (event_type: string, hours: number, fields: Partial<NewEvent> = {}) =>
  record(worker, { event_type, order_id: ORDER, occurred_at: iso(hours), ...fields });

const ship = (hours = 0, tracking = PARCEL) =>
  tell('order.shipped', hours, { payload: { tracking }, refs: [`tracking:${tracking}`] });

const story = async (order = ORDER): Promise<LogEvent[]> => (await asViewer(worker).timeline(order)).events;
/** The story after its first line, which is of the shipping. */
const lines = async (order = ORDER): Promise<string[]> => (await story(order)).slice(1).map(({ message }) => message);
const open = async (): Promise<string[]> =>
  (await asViewer(worker).feed({ tab: 'attention' })).events.map(({ message }) => message).sort();

const BACK = 'Parcel came back to the shop';

describe('a delay', () => {
  for (const [carrier, delay, move, line] of [
    ['AfterShip', () => aftership(1, 'Exception_004'), () => aftership(2, 'InTransit_005'), 'customs'],
    ['EasyPost', () => easypost(1, 'in_transit', 'weather_delay'), () => easypost(2, 'in_transit'), 'weather'],
    ['Shippo', () => shippo(24, 'TRANSIT', 'delayed'), () => shippo(48, 'TRANSIT'), 'by the carrier'],
  ] as const) {
    test(`that ${carrier} tells is no failure, and needs nobody`, async () => {
      await ship();
      await delay();
      assert.deepEqual(await lines(), [`Delivery delayed: ${line}`]);
      assert.deepEqual(await open(), []);
      await move();
      assert.deepEqual(await lines(), [`Delivery delayed: ${line}`]);
    });
  }
});

describe('a failure', () => {
  const CARRIERS = {
    AfterShip: (first: boolean) => (first ? aftership(24, 'AttemptFail_002') : aftership(24, 'Delivered_001')),
    EasyPost: (first: boolean) => easypost(24, first ? 'failure' : 'delivered'),
    Shippo: (first: boolean) => shippo(24, first ? 'FAILURE' : 'DELIVERED'),
  };

  for (const [failing, fail] of Object.entries(CARRIERS)) {
    for (const [delivering, deliver] of Object.entries(CARRIERS)) {
      test(`that ${failing} tells is over with the delivery that ${delivering} tells of the same instant`, async () => {
        await ship();
        await deliver(false);
        await fail(true);
        assert.deepEqual(await open(), []);
      });
    }
  }

  test('that comes on two days is two tries, however often each is told', async () => {
    await ship();
    for (const hours of [20, 21, 44]) await aftership(hours, 'AttemptFail_002');
    assert.deepEqual(await lines(), ['Delivery failed: nobody at home', 'Delivery failed: nobody at home']);
    assert.equal((await story()).at(-1)!.repeats, 2);
    assert.deepEqual(await open(), ['Delivery failed: nobody at home']);
    await aftership(68, 'Delivered_002');
    assert.deepEqual(await open(), []);
  });

  test('says what became of the parcel', async () => {
    await ship();
    await shippo(24, 'FAILURE', 'package_undeliverable');
    await shippo(48, 'FAILURE', 'package_lost');
    await shippo(72, 'FAILURE', 'package_disposed');
    assert.deepEqual(await lines(), [
      'Delivery failed: undeliverable',
      'Delivery failed: parcel lost',
      'Delivery failed: parcel disposed of',
    ]);
    assert.deepEqual(await open(), ['Delivery failed: parcel disposed of']);
  });
});

describe('a parcel that goes back', () => {
  test('is no return while it waits unclaimed, and is one afterwards', async () => {
    await ship();
    await shippo(24, 'RETURNED', 'package_unclaimed');
    assert.deepEqual(await open(), ['Delivery failed: not picked up']);
    await shippo(48, 'RETURNED', 'return_to_sender');
    assert.deepEqual(await lines(), ['Delivery failed: not picked up', BACK]);
    assert.deepEqual(await open(), [BACK]);
  });

  for (const [carrier, sentBack, delivered] of [
    [
      'AfterShip',
      () => aftership(24, 'Exception_011'),
      () => aftership(48, 'Delivered_001', { return_to_sender: true }),
    ],
    [
      'EasyPost',
      () => easypost(24, 'return_to_sender'),
      () =>
        easypost(48, 'delivered', 'arrived_at_destination', {
          tracking_details: [
            { status: 'return_to_sender', datetime: iso(24) },
            { status: 'delivered', datetime: iso(48) },
          ],
        }),
    ],
    [
      'Shippo',
      () => shippo(24, 'RETURNED', 'return_to_sender'),
      () => shippo(48, 'DELIVERED', 'delivered', { tracking_history: [{ status: 'RETURNED' }] }),
    ],
  ] as const) {
    test(`came back when ${carrier} says that it is delivered, and needs somebody until it ships again`, async () => {
      await ship();
      await sentBack();
      await delivered();
      assert.deepEqual(await lines(), [BACK]);
      assert.deepEqual(await open(), [BACK]);
      await ship(72, 'P2');
      assert.deepEqual(await open(), []);
    });
  }
});

for (const [carrier, cancel] of [
  ['AfterShip', () => aftership(2, 'Exception_020')],
  ['EasyPost', () => easypost(2, 'cancelled')],
] as const) {
  test(`a shipment that ${carrier} says is cancelled is taken back, and shipping is awaited again`, async () => {
    await tell('order.production', -1);
    await ship(0);
    await cancel();
    const events = await story();
    assert.deepEqual(
      events.map(({ message, retracted }) => [message, retracted]),
      [
        ['In production', false],
        ['Shipped — tracking: P1', true],
        ['Shipment cancelled — P1', false],
      ],
    );
    await overdue({ DB: worker.db }, AT + 40 * DAY);
    assert.deepEqual(await open(), [
      'Not shipped 3 working days after its shipment was cancelled',
      'Shipment cancelled — P1',
    ]);
  });
}

test('a parcel that waits for its customer says so, and needs nobody', async () => {
  await ship();
  await easypost(1, 'available_for_pickup', 'arrived_at_pickup_location');
  assert.deepEqual(await lines(), ['Available for pickup']);
  assert.deepEqual(await open(), []);
  await easypost(2, 'delivered');
  assert.deepEqual(await lines(), ['Available for pickup', 'Delivered']);
});

describe('a delivery', () => {
  test('is of the order of its parcel, whatever free text says', async () => {
    await ship();
    await aftership(24, 'Delivered_001', { order_number: 'fragile', title: 'Red shirt' });
    assert.deepEqual(await lines(), ['Delivered']);
    for (const order of ['fragile', 'Red shirt']) assert.deepEqual(await story(order), []);
  });

  test("is of the order whose own id AfterShip knows, where the number is another system's", async () => {
    await send(
      'shopify',
      { id: 5_551_234_567_890, name: '#X2', total_price: '43.00', currency: 'GBP', created_at: iso(0) },
      { 'x-shopify-topic': 'orders/create', 'x-shopify-webhook-id': 'w1' },
    );
    await aftership(24, 'Delivered_001', { order_number: 'X2', order_id: '5551234567890' });
    assert.deepEqual(await lines('#X2'), ['Delivered']);
  });

  test('on the day of the shipping, of which Shippo knows the day alone, comes after it', async () => {
    await ship(4);
    await shippo(0, 'DELIVERED', 'delivered', {
      tracking_status: { object_id: 'o', object_created: iso(15), status: 'DELIVERED', status_date: iso(0) },
    });
    assert.deepEqual(await lines(), ['Delivered']);
    assert.equal(await overdue({ DB: worker.db }, AT + 40 * DAY), 0);
  });

  test('without a zone is no later than it was reported', async () => {
    await ship();
    await aftership(24, 'Delivered_001', {
      checkpoints: [{ checkpoint_time: iso(30).slice(0, 19), tag: 'Delivered' }],
    });
    assert.equal((await story()).at(-1)!.occurred_at, iso(24));
  });

  test('of a number that is used again is of the newer order', async () => {
    await ship(0);
    await easypost(10, 'delivered');
    await tell('order.shipped', 40 * 24, {
      order_id: 'SS-2',
      payload: { tracking: PARCEL },
      refs: [`tracking:${PARCEL}`],
    });
    await easypost(45 * 24, 'delivered');
    for (const order of [ORDER, 'SS-2']) assert.deepEqual(await lines(order), ['Delivered'], order);
  });
});

test('a journey ends in the same story, in whatever order and however often its steps are told', async () => {
  const steps = [
    () => ship(0),
    () => aftership(10, 'Exception_004'),
    () => easypost(20, 'available_for_pickup'),
    () => shippo(24, 'RETURNED', 'package_unclaimed'),
    () => aftership(30, 'Exception_010'),
    () => easypost(48, 'return_to_sender'),
    () => shippo(48, 'RETURNED', 'return_to_sender'),
  ];
  const seen: string[] = [];
  for (const order of [steps, steps.toReversed(), [steps[3]!, steps[5]!, steps[0]!, steps[6]!, steps[4]!, ...steps]]) {
    for (const step of order) await step();
    seen.push(JSON.stringify([await lines(), await open()]));
    await worker.db.batch(['activity_log', 'stream', 'ref'].map((table) => worker.db.prepare(`DELETE FROM ${table}`)));
  }
  assert.deepEqual(JSON.parse(seen[0]!), [
    [
      'Delivery delayed: customs',
      'Available for pickup',
      'Delivery failed: not picked up',
      'Delivery failed: returning to sender',
      BACK,
    ],
    [BACK],
  ]);
  assert.equal(new Set(seen).size, 1, seen.join('\n'));
});
