import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useWorker } from '../testing/harness.ts';
import { delivery } from './fixtures/delivery.ts';
import { secretName } from './fixtures/load.ts';
import { asked, ses as fixture, SUBSCRIBE } from './fixtures/ses.ts';
import { ses } from './ses.ts';

const worker = useWorker({ secrets: { [secretName('ses')]: fixture.secret } });

const ODD = [undefined, null, true, -1, 1e300, '', 'x', '\ud800', 'y'.repeat(100_000), [], [null], {}, [{ id: 1 }]];

/** A value with each of its values, one by one, replaced by each odd one. */
function* mutations(value: unknown): Generator<unknown> {
  yield* ODD;
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    for (const other of mutations(inner)) yield Array.isArray(value) ? [other] : { ...value, [key]: other };
  }
}

test('whatever SES puts into the message of SNS is borne', () => {
  let told = 0;
  for (const { body } of Object.values(fixture.deliveries(Date.now()))) {
    const envelope = body as { Message: string };
    for (const message of mutations(JSON.parse(envelope.Message))) {
      const item = { ...envelope, Message: JSON.stringify(message) };
      for (const { event_type, order_id, fact, payload } of ses.translate(item, delivery('', {}))) {
        assert.match(event_type, /^(order\.)?email\.\w+$/);
        assert.ok((order_id ?? '').length <= 128 && (fact ?? '').length <= 256);
        assert.ok(JSON.stringify(payload).length < 4096);
        told++;
      }
    }
  }
  assert.ok(told > 100);
});

test('a subscription is confirmed once it is known to be of our topic, and never before', async () => {
  asked.length = 0;
  const confirmation = JSON.stringify(fixture.ignored(0)['a subscription, which is confirmed']);
  const post = async (secret: string, change = (body: string) => body) => {
    const { body = '' } = await fixture.sign(confirmation, { secret, at: Date.now(), id: '' });
    return (await worker.fetch('/webhooks/ses', { method: 'POST', body: change(body) })).status;
  };
  assert.equal(await post(fixture.another), 401);
  assert.equal(await post(fixture.secret, (body) => body.replace('Token=23', 'Token=24')), 401);
  assert.ok(!asked.includes(SUBSCRIBE));
  assert.equal(await post(fixture.secret), 200);
  assert.equal(asked.filter((url) => url === SUBSCRIBE).length, 1);
});
