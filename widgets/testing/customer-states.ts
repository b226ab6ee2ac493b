import { assert } from 'chai';
import type { CustomerStatus } from '../../worker/contract/api.ts';
import { http } from '../client/client.ts';
import type { OrderStatus } from '../elements/order-status.ts';
import { NOW, ORDER } from './events.ts';
import { $, aToken, quiet, show } from './page.ts';

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

/** A state of `<order-status>`: the answers of its first and second request, and a selector that matches only in this state. */
export interface CustomerState {
  answers: [Answer, Answer?];
  shows: string;
}

export const CUSTOMER_STATES: Record<string, CustomerState> = {
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

/** Puts a customer's element into a state, and asserts that it is in it. */
export const enterCustomer = async ({ answers: [first, next], shows }: CustomerState): Promise<OrderStatus> => {
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
  // The words of another language load first.
  for (let i = 0; i < 200 && !$(host, shows); i++) await quiet();
  assert.exists($(host, shows), `it shows ${shows}`);
  return host;
};
