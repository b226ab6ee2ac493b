import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { app } from '../app.ts';
import type { FeedPage, WebhookAccepted } from '../contract/api.ts';
import { API_KEY, SECRETS, useWorker } from '../testing/harness.ts';
import { metered } from '../testing/metered.ts';
import { delivery, refusal } from './fixtures/delivery.ts';
import type { Expected, Fixture } from './fixtures/fixture.ts';
import { loadFixture, secretName } from './fixtures/load.ts';
import { SOURCES } from './index.ts';
import { utf8 } from './signatures/bytes.ts';

/** A whole second, well within the retention. */
const AT = Math.floor(Date.now() / 1000) * 1000 - 3_600_000;

const FIXTURES = new Map<string, Fixture>();
for (const name of Object.keys(SOURCES)) FIXTURES.set(name, await loadFixture(name));

const secrets = Object.fromEntries([...FIXTURES].map(([name, { secret }]) => [secretName(name), secret]));
const worker = useWorker({ secrets });

interface Sent {
  status: number;
  answer: WebhookAccepted;
}

/** Sends bytes as they are. */
const post = async (name: string, body: string | Uint8Array<ArrayBuffer>, headers: HeadersInit): Promise<Sent> => {
  const response = await worker.fetch(`/webhooks/${name}`, { method: 'POST', body, headers });
  return { status: response.status, answer: (await response.json()) as WebhookAccepted };
};

const signed = (name: string, body: unknown, signing: { secret?: string; at?: number; id?: string } = {}) => {
  const fixture = FIXTURES.get(name)!;
  return fixture.sign(JSON.stringify(body), { secret: fixture.secret, at: Date.now(), id: 'msg_1', ...signing });
};

const send = async (name: string, body: unknown, signing?: { secret?: string; at?: number; id?: string }) =>
  post(name, JSON.stringify(body), await signed(name, body, signing));

const stored = async (): Promise<FeedPage['events']> => {
  const response = await worker.fetch('/v1/tokens', {
    method: 'POST',
    headers: { Authorization: `Bearer ${API_KEY}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ sub: 'test', scope: 'read' }),
  });
  const { token } = (await response.json()) as { token: string };
  const feed = await worker.fetch('/v1/events', { headers: { Authorization: `Bearer ${token}` } });
  return ((await feed.json()) as FeedPage).events.toReversed();
};

/** Refused, and not a trace left. */
const assertRefused = async ({ status }: Sent, why: string) => {
  assert.equal(status, 401, why);
  assert.deepEqual(await stored(), [], why);
};

const assertStored = async (name: string, expect: Expected[]) => {
  const events = await stored();
  const shown = events.map(({ event_type, message, order_id, payload, source }) => {
    return { event_type, message, order_id, payload, source };
  });
  assert.deepEqual(
    shown,
    expect.map(({ event_type, message, order_id = null, payload = {} }) => {
      return { event_type, message, order_id, payload, source: name };
    }),
  );
  for (const [i, { occurred_at, inserted_at }] of events.entries()) {
    const told = expect[i]!.occurred_at;
    assert.equal(occurred_at, told === null ? inserted_at : new Date(told).toISOString());
  }
};

for (const [name, source] of Object.entries(SOURCES)) {
  const fixture = FIXTURES.get(name)!;
  const deliveries = Object.entries(fixture.deliveries(AT));
  const [, { body: sample }] = deliveries[0]!;
  const text = JSON.stringify(sample);

  describe(`a webhook of ${name}`, () => {
    for (const [what, { body, expect }] of deliveries) {
      test(`is stored as it happened: ${what}`, async () => {
        const { status, answer } = await send(name, body);
        assert.deepEqual({ status, ...answer }, { status: 200, accepted: expect.length, duplicates: 0, ignored: 0 });
        await assertStored(name, expect);
      });
    }

    test('that is delivered three times is stored once, and the repeats write nothing', async () => {
      for (const { body, expect } of Object.values(fixture.deliveries(AT))) {
        const { db, meter } = metered(worker.db);
        const id = `msg_${expect[0]!.message}`.replace(/\W/g, '_');
        for (const times of [1, 2, 3]) {
          const headers = await signed(name, body, { id, at: Date.now() + times * 1000 });
          const request = { method: 'POST', body: JSON.stringify(body), headers };
          const before = meter.written;
          const response = await app.request(`/webhooks/${name}`, request, { ...SECRETS, ...secrets, DB: db });
          const answer = (await response.json()) as WebhookAccepted;
          if (times === 1) continue;
          assert.deepEqual(answer, { accepted: 0, duplicates: expect.length, ignored: 0 });
          assert.equal(meter.written - before, 0);
        }
      }
    });

    for (const [what, body] of Object.entries(fixture.ignored(AT))) {
      test(`is ignored where there is nothing to tell: ${what}`, async () => {
        const { status, answer } = await send(name, body);
        assert.deepEqual({ status, ...answer }, { status: 200, accepted: 0, duplicates: 0, ignored: 1 });
        assert.deepEqual(await stored(), []);
      });
    }

    test('is refused with a flipped byte, if the signature covers the body', async () => {
      const headers = await signed(name, sample);
      for (const at of [0, text.length >> 1, text.length - 1]) {
        const bytes = utf8(text);
        bytes[at]! ^= 1;
        const sent = await post(name, bytes, headers);
        if (source.covers === 'body') await assertRefused(sent, `byte ${at}`);
        else assert.ok(sent.status < 500);
      }
    });

    test("is refused with another secret, and with another source's", async () => {
      const others = [...FIXTURES.values()].map(({ secret }) => secret).filter((secret) => secret !== fixture.secret);
      for (const secret of [fixture.another, ...others]) {
        await assertRefused(await send(name, sample, { secret }), secret);
      }
    });

    test('is accepted with either secret while they are rotated', async () => {
      const rotated = `${fixture.another}, ${fixture.secret}`;
      const env = { ...SECRETS, [secretName(name)]: rotated, DB: worker.db };
      for (const secret of [fixture.secret, fixture.another]) {
        const headers = await signed(name, sample, { secret });
        const response = await app.request(`/webhooks/${name}`, { method: 'POST', body: text, headers }, env);
        assert.equal(response.status, 200);
      }
    });

    test('is refused with a header of the signature missing, empty or damaged', async () => {
      const headers = await signed(name, sample);
      await assertRefused(await post(name, text, {}), 'none');
      for (const [header, value] of Object.entries(headers)) {
        const { [header]: _, ...rest } = headers;
        await assertRefused(await post(name, text, rest), `without ${header}`);
        for (const other of [
          '',
          ' ',
          'x',
          ',',
          '=',
          'NaN',
          '1e9',
          '-1',
          '9'.repeat(400),
          value.slice(0, -1),
          `${value}é`,
        ]) {
          await assertRefused(await post(name, text, { ...headers, [header]: other }), `${header}: ${other}`);
        }
      }
    });

    if (source.window !== null) {
      const window = source.window * 1000;

      test('is refused when it was signed too long ago, or too far ahead', async () => {
        for (const off of [-window - 2000, window + 30_000, -86_400_000, 86_400_000]) {
          await assertRefused(await send(name, sample, { at: Date.now() + off }), `${off} ms`);
        }
      });

      test('is accepted when it was on its way for a while', async () => {
        for (const off of [-window + 30_000, window - 30_000]) {
          assert.equal((await send(name, sample, { at: Date.now() + off })).status, 200);
        }
      });
    }

    test('that is weeks old by its own account keeps its time', async () => {
      const at = AT - 30 * 86_400_000;
      const [, { body, expect }] = Object.entries(fixture.deliveries(at))[0]!;
      await send(name, body);
      await assertStored(name, expect);
    });

    test('is never an error, whatever field is missing', async () => {
      for (const { body } of Object.values(fixture.deliveries(AT))) {
        for (const less of withoutEach(body)) assert.equal((await send(name, less)).status, 200, JSON.stringify(less));
      }
    });

    test('that is authentic but no JSON is the sender’s mistake', async () => {
      for (const body of ['', '{', 'hello']) {
        const headers = await fixture.sign(body, { secret: fixture.secret, at: Date.now(), id: 'msg_1' });
        assert.equal((await post(name, body, headers)).status, 400);
      }
    });

    test('is refused by an empty or unusable secret', async () => {
      for (const secret of ['', 'whsec_', 'whpk_', 'whpk_AAAA', 'whsec_***']) {
        const delivered = delivery(text, await signed(name, sample));
        assert.ok(await refusal(source.verify, delivered, secret), secret);
      }
    });

    test('finds the door closed where no secret is set', async () => {
      const env = { ...SECRETS, [secretName(name)]: '', DB: worker.db };
      const headers = await signed(name, sample);
      const response = await app.request(`/webhooks/${name}`, { method: 'POST', body: text, headers }, env);
      assert.equal(response.status, 404);
    });
  });
}

/** The body without each of its fields, one by one, however deep. */
function* withoutEach(body: unknown): Generator<unknown> {
  if (typeof body !== 'object' || body === null) return;
  for (const [key, value] of Object.entries(body)) {
    if (!Array.isArray(body)) yield { ...body, [key]: undefined };
    for (const less of withoutEach(value)) yield Array.isArray(body) ? [less] : { ...body, [key]: less };
  }
}
