import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseJson } from '../http/body.ts';
import { utf8 } from '../http/bytes.ts';
import { delivery, request } from './fixtures/delivery.ts';
import type { Expected } from './fixtures/fixture.ts';
import { loadFixture } from './fixtures/load.ts';
import { SOURCES } from './index.ts';
import type { Delivery, Source, SourceEvent } from './source.ts';

/** A whole second, well within the retention. */
const AT = Math.floor(Date.now() / 1000) * 1000 - 3_600_000;

const deliver = async (name: string, body: unknown, more: object = {}): Promise<Delivery> => {
  const { sign, secret } = await loadFixture(name);
  const text = JSON.stringify(body);
  const { query, init } = request(text, await sign(text, { secret, at: Date.now(), id: 'msg_1' }), more);
  return delivery(init.body, init.headers, Date.now(), query);
};

/** A source's event without its key, `once` and its sentence, and with defaults for the fields that it left out. */
const plain = ({
  key: _,
  message: __,
  template: ___,
  hidden: ____,
  once: _____,
  ...event
}: Partial<SourceEvent> & Pick<Expected, 'hidden'>) => ({
  order_id: null,
  hint: null,
  payload: {},
  refs: [],
  fact: null,
  ...Object.fromEntries(Object.entries(event).filter(([, value]) => value !== undefined)),
});

/** The faults that no source's event may have, whatever was sent. */
const check = (event: SourceEvent) => {
  assert.match(event.event_type, /^[a-z0-9_]+(\.[a-z0-9_]+){1,2}$/);
  assert.ok(event.key.length > 0);
  const { occurred_at: at, order_id, hint, refs = [], fact, ids = {}, status, payload = {} } = event;
  if (at !== null) assert.ok(Number.isInteger(at) && at >= Date.UTC(2000) && at < Date.UTC(10_000), String(at));
  for (const id of [order_id, hint, ...refs, fact, ...Object.values(ids), status?.of, status?.is]) {
    if (id == null) continue;
    assert.ok(id.length > 0 && id.length <= 256 && id.isWellFormed() && !/\p{Cc}/u.test(id), id);
  }
  assert.ok((order_id ?? hint ?? '').length <= 128);
  assert.ok(refs.length <= 8);
  assert.ok(utf8(JSON.stringify(payload)).length <= 16 * 1024);
};

const ALLOWED = new Set(
  'provider amount currency pending paid requires_shipping items of removed_items email kind reason carrier tracking tracking_url reference order_id recovery_url'.split(
    ' ',
  ),
);

const ODD = [
  ...[undefined, null, true, 0, -1, 1.5, 1e300, 2 ** 53, '', ' ', 'x', '1e9', 'constructor', '__proto__'],
  ...['\ud800\u0000', 'y'.repeat(100_000), [], [null], [[]], ['x'], {}, { id: {} }, { data: [1, null, {}] }],
];

/** The body with each of its values, one by one, replaced by each odd one; and the odd ones alone. */
function* mutations(body: unknown): Generator<unknown> {
  yield* ODD;
  if (typeof body !== 'object' || body === null) return;
  for (const [key, value] of Object.entries(body)) {
    for (const other of mutations(value)) yield Array.isArray(body) ? [other] : { ...body, [key]: other };
  }
}

const told = (source: Source, body: unknown, delivered: Delivery) =>
  (source.items?.(body) ?? [body]).flatMap((item) => {
    assert.ok(source.kind(item, delivered).length > 0);
    const events = source.translate(item, delivered);
    for (const event of events) check(event);
    const told = new Set(events.map(({ key, event_type }) => `${key} ${event_type}`));
    assert.equal(told.size, events.length, 'one key and type, two events');
    return events;
  });

for (const [name, source] of Object.entries(SOURCES)) {
  describe(`${name} understands`, async () => {
    const { deliveries, ignored } = await loadFixture(name);

    for (const [what, { body, headers, expect }] of Object.entries(deliveries(AT))) {
      test(what, async () => {
        const delivered = await deliver(name, body, headers);
        const events = told(source, parseJson(new TextDecoder().decode(delivered.body)), delivered);
        assert.deepEqual(events.map(plain), expect.map(plain));
      });
    }

    for (const [what, body] of Object.entries(ignored(AT))) {
      test(`nothing in ${what}`, async () => {
        assert.deepEqual(told(source, body, await deliver(name, body)), []);
      });
    }

    test('or bears a body in which anything is missing or another than it should be', async () => {
      for (const { body, headers } of Object.values(deliveries(AT))) {
        const delivered = await deliver(name, body, headers);
        for (const odd of mutations(body)) told(source, odd, delivered);
      }
    });

    // The payload of a Standard sender is the shop's own choice.
    if (name === 'standard') return;
    test('and keeps no more of it than is relevant', async () => {
      for (const { body, headers } of Object.values(deliveries(AT))) {
        for (const { payload = {} } of told(source, body, await deliver(name, body, headers))) {
          for (const field of Object.keys(payload)) assert.ok(ALLOWED.has(field), field);
        }
      }
    });
  });
}
