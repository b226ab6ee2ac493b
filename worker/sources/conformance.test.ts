import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { app } from '../app.ts';
import type { WebhookAccepted } from '../contract/api.ts';
import { utf8 } from '../http/bytes.ts';
import { entriesOf, shapeOf } from '../security/entries-of.ts';
import { plainRequest, sendAll } from '../testing/batch.ts';
import { asViewer } from '../testing/callers.ts';
import { SECRETS, useWorker } from '../testing/harness.ts';
import { metered } from '../testing/metered.ts';
import type { PlainRequest } from '../testing/tested-worker.ts';
import { delivery, refusal, request } from './fixtures/delivery.ts';
import { type Expected, orderOf, type Signed, type Told } from './fixtures/fixture.ts';
import { loadFixtures, secretName, secretsOf } from './fixtures/load.ts';
import { SOURCES } from './index.ts';

/** A whole second, well within the retention. */
const AT = Math.floor(Date.now() / 1000) * 1000 - 3_600_000;

const FIXTURES = await loadFixtures();
const secrets = secretsOf(FIXTURES);
const worker = useWorker({ secrets });

/** A request, and the headers that belong to its signature. */
type Sample = Pick<Told, 'body' | 'headers'>;

interface Sent {
  status: number;
  answer: WebhookAccepted;
}

type Request = ReturnType<typeof request>;
type Changed = { body?: string | Uint8Array<ArrayBuffer>; headers?: Record<string, string>; query?: string };

/** Sends a request as it is, but for what is `changed` about it. */
const post = async (name: string, { query, init }: Request, changed: Changed = {}): Promise<Sent> => {
  const { body = init.body, headers = init.headers } = changed;
  const path = `/webhooks/${name}${changed.query ?? query}`;
  const response = await worker.fetch(path, { method: 'POST', body, headers: { ...headers } });
  return { status: response.status, answer: (await response.json()) as WebhookAccepted };
};

interface Signing {
  secret?: string;
  at?: number;
  id?: string;
}

const sign = (name: string, text: string, signing: Signing = {}): Promise<Signed> => {
  const fixture = FIXTURES.get(name)!;
  return fixture.sign(text, { secret: fixture.secret, at: Date.now(), id: 'msg_1', ...signing });
};

/** The request that the fixture's provider makes of a body. */
const signed = async (name: string, { body, headers }: Sample, signing?: Signing): Promise<Request> => {
  const text = JSON.stringify(body);
  return request(text, await sign(name, text, signing), headers);
};

/** The request, but for what is `changed` about it, to be sent with others. */
const plainOf = (name: string, { query, init }: Request, changed: Changed = {}): PlainRequest =>
  plainRequest(`/webhooks/${name}${changed.query ?? query}`, { ...init, ...changed });

const plain = async (name: string, sample: Sample, signing?: Signing) =>
  plainOf(name, await signed(name, sample, signing));

const send = async (name: string, sample: Sample, signing?: Signing) => post(name, await signed(name, sample, signing));

const stored = async () => (await asViewer(worker).feed()).events.toReversed();

/** All are refused, and not a trace is left. */
const assertRefused = async (all: [why: string, PlainRequest][]) => {
  const answers = await sendAll(
    worker,
    all.map(([, request]) => request),
  );
  for (const [i, { status }] of answers.entries()) assert.equal(status, 401, all[i]![0]);
  assert.equal(await worker.db.prepare('SELECT count(*) AS rows FROM activity_log').first('rows'), 0);
};

/** Events of one type at one moment stand in the order of their ids, which no fixture can know: here in that of their messages. */
const inTies = <T extends { event_type: string; message: string }>(events: T[], at: (event: T) => unknown): T[] => {
  const ties: T[][] = [];
  for (const event of events) {
    const [first] = ties.at(-1) ?? [];
    if (first && first.event_type === event.event_type && at(first) === at(event)) ties.at(-1)!.push(event);
    else ties.push([event]);
  }
  return ties.flatMap((tie) => tie.toSorted((a, b) => (a.message < b.message ? -1 : 1)));
};

const assertStored = async (name: string, all: Expected[]) => {
  const expect = inTies(
    all.filter(({ hidden }) => !hidden),
    ({ occurred_at }) => occurred_at,
  );
  const events = inTies(await stored(), ({ occurred_at }) => occurred_at);
  const shown = events.map(({ event_type, message, order_id, payload, source }) => {
    return { event_type, message, order_id, payload, source };
  });
  assert.deepEqual(
    shown,
    expect.map((one) => {
      const { event_type, message, payload = {} } = one;
      return { event_type, message, order_id: orderOf(one), payload, source: name };
    }),
  );
  for (const [i, { occurred_at, inserted_at, sentence, message }] of events.entries()) {
    const told = expect[i]!.occurred_at;
    assert.equal(occurred_at, told === null ? inserted_at : new Date(told).toISOString());
    // A shop's own program says it in its own words; what a provider tells can be told in every language.
    if (name !== 'standard') assert.notEqual(sentence, null, message);
  }
};

/** Texts that are no signature, token, time or id, and the real one in damaged forms. */
const damaged = (value: string) => [
  ...['', ' ', 'x', ',', '=', 'NaN', '1e9', '-1', '9'.repeat(400)],
  ...[value.slice(0, -1), `${value}é`],
];

/** The requests with each header of their signature missing, empty or damaged; and with none. */
function* withoutSignature({ init }: Request, { signature = {} }: Signed) {
  const headers = { ...init.headers };
  for (const header of Object.keys(signature)) delete headers[header];
  yield { why: 'none', headers };
  for (const [header, value] of Object.entries(signature)) {
    const { [header]: _, ...rest } = init.headers;
    yield { why: `without ${header}`, headers: rest };
    for (const other of damaged(value)) yield { why: `${header}: ${other}`, headers: { ...rest, [header]: other } };
  }
}

/** The queries with each of their parameters missing, empty or damaged; and none. */
function* withoutToken(query: string) {
  const whole = new URLSearchParams(query);
  if (whole.size === 0) return;
  yield '';
  for (const [parameter, value] of whole) {
    for (const other of [null, ...damaged(value), value.toUpperCase()]) {
      const less = new URLSearchParams(whole);
      if (other === null) less.delete(parameter);
      else less.set(parameter, other);
      yield `?${less}`;
    }
  }
}

for (const [name, source] of Object.entries(SOURCES)) {
  const fixture = FIXTURES.get(name)!;
  const deliveries = Object.entries(fixture.deliveries(AT));
  const [, sample] = deliveries[0]!;
  const signature = await sign(name, JSON.stringify(sample.body));
  const tokened = await Promise.all(
    deliveries.map(async ([, told]) => ((await signed(name, told)).query ? [told] : [])),
  );
  const [byToken] = tokened.flat();

  describe(`a webhook of ${name}`, () => {
    for (const [what, told] of deliveries) {
      const { expect, ignored = 0 } = told;
      test(`is stored as it happened: ${what}`, async () => {
        const { status, answer } = await send(name, told);
        assert.deepEqual({ status, ...answer }, { status: 200, accepted: expect.length, duplicates: 0, ignored });
        await assertStored(name, expect);
      });
    }

    test('that is delivered again is stored once, and the repeat writes nothing', async () => {
      const idOf = (what: string) => `msg_${what}`.replace(/\W/g, '_');
      await sendAll(worker, await Promise.all(deliveries.map(([what, told]) => plain(name, told, { id: idOf(what) }))));
      const { db, meter } = metered(worker.db);
      const env = { ...SECRETS, ...secrets, DB: db };
      const repeat = async ([what, told]: (typeof deliveries)[number]) => {
        const { query, init } = await signed(name, told, { id: idOf(what), at: Date.now() + 1000 });
        const response = await app.request(`/webhooks/${name}${query}`, init, env);
        const answer = (await response.json()) as WebhookAccepted;
        assert.deepEqual(answer, { accepted: 0, duplicates: told.expect.length, ignored: told.ignored ?? 0 });
      };
      // A Worker notes once that it has heard of a source.
      await repeat(deliveries[0]!);
      const before = meter.written;
      for (const each of deliveries) await repeat(each);
      assert.equal(meter.written, before);
    });

    const ordered = deliveries.map(([, told]) => told).find(({ expect }) => expect.some(orderOf));
    if (ordered) {
      const order_id = orderOf(ordered.expect.find(orderOf)!);
      /** The delivery with another order number. */
      const renumbered = (to: string): Sample => ({
        ...ordered,
        body: JSON.parse(JSON.stringify(ordered.body).replaceAll(order_id!, to)),
      });
      const orders = async () =>
        (await worker.db.prepare('SELECT order_id, stream FROM activity_log').all<Record<string, string>>()).results;

      test('is stored without its order where no URL can name that', async () => {
        const { status, answer } = await send(name, renumbered('..'));
        assert.deepEqual([status, answer.accepted], [200, ordered.expect.length]);
        for (const row of await orders()) assert.ok(row.order_id !== '..' && row.stream !== 'order:..');
      });

      if (byToken === ordered) {
        test('is stored without its order where that is no UTF-8', async () => {
          const whole = await signed(name, renumbered('SS-\x7f'));
          const broken = utf8(whole.init.body).map((byte) => (byte === 0x7f ? 0xff : byte));
          const { status, answer } = await post(name, whole, { body: broken });
          assert.deepEqual([status, answer.accepted], [200, ordered.expect.length]);
          for (const row of await orders()) assert.equal(row.order_id, null);
        });
      }
    }

    for (const [what, body] of Object.entries(fixture.ignored(AT))) {
      test(`is ignored where there is nothing to tell: ${what}`, async () => {
        const { status, answer } = await send(name, { body });
        const ignored = (source.items?.(body) ?? [body]).length;
        assert.deepEqual({ status, ...answer }, { status: 200, accepted: 0, duplicates: 0, ignored });
        assert.deepEqual(await stored(), []);
      });
    }

    test('is refused with a flipped byte, if the signature covers the body', async () => {
      const whole = await signed(name, sample);
      const { length } = utf8(whole.init.body);
      const flipped = [0, length >> 1, length - 1].map((at): [string, PlainRequest] => {
        const body = utf8(whole.init.body);
        body[at]! ^= 1;
        return [`byte ${at}`, plainOf(name, whole, { body })];
      });
      if (source.covers === 'body') return assertRefused(flipped);
      for (const [, each] of flipped) assert.ok((await sendAll(worker, [each]))[0]!.status < 500);
    });

    test("is refused with another secret, and with another source's", async () => {
      const others = [...FIXTURES.values()].map(({ secret }) => secret).filter((secret) => secret !== fixture.secret);
      const secrets = [fixture.another, ...others];
      await assertRefused(
        await Promise.all(secrets.map(async (secret) => [secret, await plain(name, sample, { secret })])),
      );
    });

    test('is accepted with either secret while they are rotated', async () => {
      const rotated = `${fixture.another}, ${fixture.secret}`;
      const env = { ...SECRETS, [secretName(name)]: rotated, DB: worker.db };
      for (const secret of [fixture.secret, fixture.another]) {
        const { query, init } = await signed(name, sample, { secret });
        assert.equal((await app.request(`/webhooks/${name}${query}`, init, env)).status, 200);
      }
    });

    if (signature.signature) {
      test('is refused with a header of the signature missing, empty or damaged', async () => {
        const whole = request(JSON.stringify(sample.body), signature, sample.headers);
        const all = Array.from(withoutSignature(whole, signature), ({ why, headers }): [string, PlainRequest] => [
          why,
          plainOf(name, whole, { headers }),
        ]);
        await assertRefused(all);
      });
    } else {
      test('brings what vouches for it in its address, or in its body', () => {
        assert.equal(source.covers === 'token' && byToken !== undefined, signature.body === undefined);
      });
    }

    if (byToken) {
      test('is refused with the token of its address missing, empty or damaged', async () => {
        const whole = await signed(name, byToken);
        const queries = Array.from(withoutToken(whole.query));
        await assertRefused(queries.map((query) => [query, plainOf(name, whole, { query })]));
      });

      test('that knows the token of its address may bring it as the password of Basic auth', async () => {
        const whole = await signed(name, byToken);
        const token = new URLSearchParams(whole.query).get('token')!;
        const as = (password: string) => ({
          ...whole.init.headers,
          authorization: `Basic ${btoa(`shop:${password}`)}`,
        });
        const others = ['', `${token}x`, fixture.another];
        await assertRefused(others.map((other) => [other, plainOf(name, whole, { query: '', headers: as(other) })]));
        assert.equal((await post(name, whole, { query: '', headers: as(token) })).status, 200);
      });
    }

    if (source.window !== null) {
      const window = source.window * 1000;

      test('is refused when it was signed too long ago, or too far ahead', async () => {
        const offs = [-window - 2000, window + 30_000, -86_400_000, 86_400_000];
        await assertRefused(
          await Promise.all(
            offs.map(async (off) => [`${off} ms`, await plain(name, sample, { at: Date.now() + off })]),
          ),
        );
      });

      test('is accepted when it was on its way for a while', async () => {
        for (const off of [-window + 30_000, window - 30_000]) {
          assert.equal((await send(name, sample, { at: Date.now() + off })).status, 200);
        }
      });
    }

    test('that is weeks old by its own account keeps its time', async () => {
      const [, old] = Object.entries(fixture.deliveries(AT - 30 * 86_400_000))[0]!;
      await send(name, old);
      await assertStored(name, old.expect);
    });

    test('is never an error, whatever field is missing', async () => {
      const all = new Map<string, PlainRequest>();
      for (const [, { body, headers }] of deliveries) {
        for (const less of withoutEach(body)) {
          const each = await plain(name, { body: less, headers });
          all.set(shapeOrError(name, each), each);
        }
      }
      const requests = [...all.values()];
      for (const [i, { status, text }] of (await sendAll(worker, requests)).entries())
        assert.equal(status, 200, `${text} to ${atob(requests[i]!.body!)}`);
    });

    test('is never an error, whatever header that nobody signed is missing', async () => {
      for (const [, told] of deliveries) {
        const { headers = {} } = await sign(name, JSON.stringify(told.body));
        const whole = await signed(name, told);
        for (const header of Object.keys({ ...headers, ...told.headers })) {
          const { [header]: _, ...rest } = whole.init.headers;
          assert.equal((await post(name, whole, { headers: rest })).status, 200, header);
        }
      }
    });

    if (signature.body === undefined) {
      test('that is authentic but no JSON is the sender’s mistake', async () => {
        for (const text of ['', '{', 'hello']) {
          assert.equal((await post(name, request(text, await sign(name, text)))).status, 400);
        }
      });
    }

    test('is refused by an empty or unusable secret', async () => {
      for (const secret of ['', 'whsec_', 'whpk_', 'whpk_AAAA', 'whsec_***']) {
        const { query, init } = await signed(name, sample);
        const delivered = delivery(init.body, init.headers, Date.now(), query);
        assert.ok(await refusal(source.verify, delivered, secret), secret);
      }
    });

    test('finds the door closed where no secret is set', async () => {
      const env = { ...SECRETS, [secretName(name)]: '', DB: worker.db };
      const { query, init } = await signed(name, sample);
      assert.equal((await app.request(`/webhooks/${name}${query}`, init, env)).status, 404);
    });
  });
}

/** The shape of a delivery's entries, or why it cannot be read. One delivery of each is enough. */
const shapeOrError = (name: string, delivered: PlainRequest): string => {
  try {
    return shapeOf(entriesOf(name, delivered));
  } catch (error) {
    return String(error);
  }
};

/** The body without each of its fields, one by one, however deep. */
function* withoutEach(body: unknown): Generator<unknown> {
  if (typeof body !== 'object' || body === null) return;
  for (const [key, value] of Object.entries(body)) {
    if (!Array.isArray(body)) yield { ...body, [key]: undefined };
    for (const less of withoutEach(value)) yield Array.isArray(body) ? [less] : { ...body, [key]: less };
  }
}
