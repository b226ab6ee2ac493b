import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Webhook } from 'standardwebhooks';
import type { ActionDone, ProblemJson } from '../contract/api.ts';
import type { LogEvent, NewEvent } from '../contract/event.ts';
import { asViewer, bearer, record, viewerToken } from '../testing/callers.ts';
import { useWorker } from '../testing/harness.ts';
import { type Answer, useReceiver } from '../testing/receiver.ts';

const SECRET = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD';
const answers = (status: number, body = '', type = 'application/json'): Answer => {
  return (response) => response.writeHead(status, { 'Content-Type': type }).end(body);
};

const shop = await useReceiver(answers(204));
const worker = useWorker({
  secrets: { ACTIONS_URL: `${shop.url}/actions`, ACTIONS_SECRET: SECRET, ACTIONS: 'retry, call_customer' },
});

const failed = (more: Partial<NewEvent> = {}): NewEvent => ({
  event_type: 'order.submission_failed',
  message: 'Submission failed',
  order_id: 'SS-1',
  ...more,
});

/** The newest event of the log. */
const recorded = async (event: NewEvent): Promise<LogEvent> => {
  await record(worker, event);
  return (await asViewer(worker).feed()).events[0]!;
};

const run = async (id: string, name = 'retry', claims: Record<string, unknown> = {}) => {
  const headers = bearer(await viewerToken(claims));
  return worker.fetch(`/v1/events/${id}/actions/${name}`, { method: 'POST', headers });
};

/** Runs the action of a new failure: what the caller hears, and what the log says. */
const outcome = async (answer: Answer) => {
  shop.answer = answer;
  const response = await run((await recorded(failed())).id);
  const { events } = await asViewer(worker).timeline('SS-1');
  return { status: response.status, body: (await response.json()) as ProblemJson, log: events.at(-1)!, events };
};

describe('what an event offers', () => {
  const offers = async (event: NewEvent) => (await recorded(event)).actions;

  test('is what its type does, as far as settings allow', async () => {
    assert.deepEqual(await offers(failed()), [{ name: 'retry', label: 'Retry submission' }]);
    assert.deepEqual(await offers({ event_type: 'email.bounced', message: 'x' }), []);
    assert.deepEqual(await offers({ event_type: 'order.created', message: 'x' }), []);
  });

  test('is its own, where it has some, links too', async () => {
    const actions = [
      { name: 'call_customer', label: 'Call the customer' },
      { name: 'retry', label: 'See the order', url: 'https://shop.example/1' },
    ];
    assert.deepEqual(await offers({ ...failed(), actions: [...actions, { name: 'other', label: 'x' }] }), actions);
    assert.equal((await run((await asViewer(worker).feed()).events[0]!.id)).status, 404);
  });

  test('is nothing once it is over', async () => {
    const { id } = await recorded(failed());
    assert.deepEqual((await asViewer(worker).resolve(id)).event.actions, []);
    const response = await run(id);
    assert.deepEqual([response.status, shop.received.length], [409, 0]);
  });
});

describe('an action', () => {
  test('is told to the shop, signed, and what came of it is logged with who asked', async () => {
    const event = await recorded(failed());
    const response = await run(event.id);
    assert.equal(response.status, 200);
    const done = (await response.json()) as ActionDone;
    const [{ path, headers, body }] = shop.received as [(typeof shop.received)[number]];
    const verified = new Webhook(SECRET).verify(body, headers as Record<string, string>);
    assert.deepEqual(verified, { type: 'flagpost.action', data: { action: 'retry', event } });
    assert.deepEqual([path, shop.received.length], ['/actions', 1]);
    assert.deepEqual(done.event, event);
    const { event_type, level, order_id, message, actor, source, payload } = done.outcome;
    assert.deepEqual(
      [event_type, level, order_id, message, actor, source],
      ['order.action', 'info', 'SS-1', 'Ana: Retry submission — done', 'Ana', 'flagpost'],
    );
    assert.deepEqual(payload, { action: 'retry', label: 'Retry submission', outcome: 'done', event: event.id });
    assert.equal((await asViewer(worker).attention()).count, 1);
  });

  test('of a problem of no order is logged without one', async () => {
    const { id } = await recorded({ event_type: 'sync.failed', message: 'Sync failed' });
    const { outcome } = (await (await run(id)).json()) as ActionDone;
    assert.deepEqual([outcome.order_id, outcome.message], [null, 'Ana: Run again — done']);
  });

  test('is seen to help by what happens', async () => {
    const event = await recorded(failed());
    shop.answer = async (response) => {
      await record(worker, { event_type: 'order.submitted', message: 'Submitted', order_id: 'SS-1' });
      response.end('{}');
    };
    const { event: after } = (await (await run(event.id)).json()) as ActionDone;
    assert.equal(after.resolved_by, 'recovered');
  });

  test('may be run again once it has ended, as another message', async () => {
    const { id } = await recorded(failed());
    assert.deepEqual([(await run(id)).status, (await run(id)).status], [200, 200]);
    const ids = shop.received.map(({ headers }) => headers['webhook-id']);
    assert.deepEqual([ids.length, new Set(ids).size], [2, 2]);
  });

  test('that is clicked in two tabs at once is called once', async () => {
    const { id } = await recorded(failed());
    let finish = () => {};
    shop.answer = (response) => {
      finish = () => response.end();
    };
    const first = run(id);
    while (shop.received.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    const second = await run(id);
    assert.equal(second.status, 409);
    assert.match(((await second.json()) as ProblemJson).detail, /running already/);
    finish();
    assert.deepEqual([(await first).status, shop.received.length], [200, 1]);
    assert.equal((await asViewer(worker).timeline('SS-1')).events.length, 2);
  });

  test('may be run again a minute after its Worker died', async () => {
    const { id } = await recorded(failed());
    const begun = (ago: number) =>
      worker.db
        .prepare("INSERT INTO action_run VALUES (unhex(?), 'retry', ?)")
        .bind(id.replaceAll('-', ''), Date.now() - ago)
        .run();
    await begun(1000);
    assert.equal((await run(id)).status, 409);
    await worker.db.exec('DELETE FROM action_run');
    await begun(61_000);
    assert.equal((await run(id)).status, 200);
  });

  test('is for who may write and sees the event, and only what the event offers and settings allow', async () => {
    const { id } = await recorded(failed());
    const status = async (...args: Parameters<typeof run>) => (await run(...args)).status;
    assert.equal(await status(id, 'retry', { scope: 'read' }), 403);
    assert.equal(await status(id, 'retry', { order_id: 'SS-2' }), 404);
    assert.equal(await status(id, 'resend'), 404);
    assert.equal(await status(id, '__proto__'), 404);
    assert.equal(await status('00000000-0000-8000-8000-000000000000'), 404);
    assert.equal(await status((await recorded({ event_type: 'email.bounced', message: 'x' })).id, 'resend'), 403);
    assert.equal(shop.received.length, 0);
    assert.equal(await status(id, 'retry', { order_id: 'SS-1' }), 200);
  });
});

describe('a shop that', () => {
  const logs = async (answer: Answer) => {
    const { status, body, log } = await outcome(answer);
    return [status, body.detail, log.message, shop.received.length];
  };

  for (const [says, answer] of [
    ['a message', answers(409, '{"message":"  Out of\\nstock "}')],
    ['a detail', answers(409, '{"detail":"Out of stock"}', 'application/problem+json')],
    ['a plain text', answers(409, 'Out of stock', 'text/plain; charset=utf-8')],
  ] as const) {
    test(`refuses with ${says} is heard by the person`, async () => {
      assert.deepEqual(await logs(answer), [409, 'Out of stock', 'Ana: Retry submission — refused: Out of stock', 1]);
    });
  }

  for (const [says, answer] of [
    ['a web page', answers(409, '<h1>Conflict</h1>', 'text/html')],
    ['no JSON', answers(409, 'oops')],
    ['null', answers(409, 'null')],
    ['more than anybody reads', answers(409, JSON.stringify({ message: 'x'.repeat(100_000) }))],
  ] as const) {
    test(`refuses with ${says} is heard to refuse`, async () => {
      const said = 'The shop says no';
      assert.deepEqual(await logs(answer), [409, said, `Ana: Retry submission — refused: the shop says no`, 1]);
    });
  }

  test('refuses at length is cut short', async () => {
    const { body } = await outcome(answers(409, JSON.stringify({ message: 'ü'.repeat(1000) })));
    assert.equal(body.detail, `${'Ü'}${'ü'.repeat(198)}…`);
  });

  test('answers something else than JSON has done it all the same', async () => {
    const { status, log } = await outcome(answers(200, '<h1>Thanks</h1>', 'text/html'));
    assert.deepEqual([status, log.message], [200, 'Ana: Retry submission — done']);
  });

  test('fails for a moment is asked again, by the same id', async () => {
    const { status, log } = await outcome((response, received) =>
      answers(shop.received.length === 1 ? 500 : 200)(response, received),
    );
    assert.deepEqual([status, log.message], [200, 'Ana: Retry submission — done']);
    const [first, second] = shop.received as [(typeof shop.received)[number], (typeof shop.received)[number]];
    assert.equal(shop.received.length, 2);
    assert.equal(first.headers['webhook-id'], second.headers['webhook-id']);
    for (const { body, headers } of shop.received) new Webhook(SECRET).verify(body, headers as Record<string, string>);
  });

  test('fails for good is asked three times', async () => {
    const said = ['The shop answered 503', 'Ana: Retry submission — failed: the shop answered 503'];
    assert.deepEqual(await logs(answers(503)), [502, ...said, 3]);
  });

  test('knows no such address is asked once', async () => {
    const said = ['The shop answered 404', 'Ana: Retry submission — failed: the shop answered 404'];
    assert.deepEqual(await logs(answers(404)), [502, ...said, 1]);
  });
});

test('no log line and no answer holds the secret', async () => {
  const { body, events } = await outcome(answers(500));
  const secret = SECRET.slice('whsec_'.length);
  for (const text of [body, events, worker.logs()].map((each) => JSON.stringify(each)))
    assert.ok(!text.includes(secret));
});
