import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { asViewer } from '../testing/callers.ts';
import { useWorker } from '../testing/harness.ts';
import { request } from './fixtures/delivery.ts';
import { loadFixtures, secretsOf } from './fixtures/load.ts';

const FIXTURES = await loadFixtures(['resend', 'postmark', 'mailgun', 'sendgrid', 'ses', 'standard']);
const worker = useWorker({ secrets: secretsOf(FIXTURES) });

const AT = Math.floor(Date.now() / 1000) * 1000 - 86_400_000;
const ORDER = 'SS-1';
const CUSTOMER = 'customer@example.com';
const ARCHIVE = 'archive@shop.example';

let count = 0;

/** Sends a body as the source's provider signs it. */
const send = async (source: string, body: unknown, id = `msg_${++count}`): Promise<void> => {
  const { sign, secret } = FIXTURES.get(source)!;
  const text = JSON.stringify(body);
  const { query, init } = request(text, await sign(text, { secret, at: Date.now(), id }));
  const response = await worker.fetch(`/webhooks/${source}${query}`, init);
  assert.equal(response.status, 200, await response.text());
};

type What = 'sent' | 'delivered' | 'delayed' | 'soft bounce' | 'bounced' | 'unsent';

interface Mail {
  what: What;
  /** Minutes into the story. */
  at: number;
  to?: string[];
  /** Whether the provider still knows what the shop tagged the mail with. */
  isTagged?: boolean;
}

const iso = (minutes: number) => new Date(AT + minutes * 60_000).toISOString();
const secondsOf = (minutes: number) => AT / 1000 + minutes * 60;
const FULL = '452 4.2.2 Mailbox full';
const TAGS = { order_id: ORDER, kind: 'confirmation' };

/** The bodies that each provider sends about one mail; Postmark sends none before the delivery. */
const TELLERS: Record<string, (mail: Required<Mail>) => unknown[]> = {
  resend: ({ what, at, to, isTagged }) => {
    const type = { sent: 'sent', delivered: 'delivered', delayed: 'delivery_delayed', unsent: 'failed' }[
      what as string
    ];
    return [
      {
        type: `email.${type ?? 'bounced'}`,
        created_at: iso(at),
        data: {
          ...{ email_id: 'mail-1', to, tags: isTagged ? TAGS : {}, failed: { reason: 'reached_daily_quota' } },
          ...(type === undefined && {
            bounce: { type: what === 'bounced' ? 'Permanent' : 'Transient', subType: 'General', message: FULL },
          }),
        },
      },
    ];
  },
  postmark: ({ what, at, to, isTagged }) =>
    to.flatMap((each): object[] => {
      const common = { MessageID: 'mail-1', Metadata: isTagged ? TAGS : {} };
      if (what === 'delayed') return [];
      if (what === 'sent' || what === 'delivered')
        return [{ ...common, RecordType: 'Delivery', Recipient: each, DeliveredAt: iso(at) }];
      const Type = { 'soft bounce': 'SoftBounce', bounced: 'HardBounce', unsent: 'SMTPApiError' }[what];
      return [{ ...common, RecordType: 'Bounce', ID: ++count, Type, Email: each, BouncedAt: iso(at), Details: FULL }];
    }),
  mailgun: ({ what, at, to, isTagged }) =>
    to.map((recipient) => {
      const event = { sent: 'accepted', delivered: 'delivered' }[what as string] ?? 'failed';
      return {
        'event-data': {
          ...{ event, id: `event-${++count}`, timestamp: secondsOf(at), recipient },
          'user-variables': isTagged ? TAGS : {},
          // The header's brackets are there in some events and not in others.
          message: { headers: { 'message-id': isTagged ? 'mail-1@shop.example' : '<mail-1@shop.example>' } },
          ...(event === 'failed' && {
            severity: what === 'delayed' ? 'temporary' : 'permanent',
            reason: what === 'unsent' ? 'suppress-bounce' : 'old',
            'delivery-status': { code: what === 'unsent' ? 605 : 602, message: FULL },
          }),
        },
      };
    }),
  sendgrid: ({ what, at, to, isTagged }) => [
    to.map((email) => ({
      event:
        { sent: 'processed', delivered: 'delivered', delayed: 'deferred', unsent: 'dropped' }[what as string] ??
        'bounce',
      ...{ sg_event_id: `event-${++count}`, email, timestamp: secondsOf(at), reason: FULL, type: 'blocked' },
      // A bounce that comes late has the header's id alone.
      ...(isTagged ? { ...TAGS, sg_message_id: `mail-1.recvd-${count}-1.0` } : {}),
      'smtp-id': '<mail-1@geopod-ismtpd-1>',
    })),
  ],
  ses: ({ what, at, to, isTagged }) => {
    const eventType = { sent: 'Send', delivered: 'Delivery', delayed: 'DeliveryDelay', unsent: 'Reject' }[
      what as string
    ];
    const tags = { order_id: [ORDER], kind: ['confirmation'] };
    const message = {
      // An identity's notification, which has no tags.
      ...(isTagged ? { eventType: eventType ?? 'Bounce' } : { notificationType: eventType ?? 'Bounce' }),
      mail: { messageId: 'mail-1', timestamp: iso(at), destination: to, ...(isTagged && { tags }) },
      delivery: { timestamp: iso(at), recipients: to },
      reject: { reason: 'Bad content' },
      bounce: {
        ...{ bounceType: what === 'bounced' ? 'Permanent' : 'Transient', bounceSubType: 'General', timestamp: iso(at) },
        bouncedRecipients: to.map((emailAddress) => ({
          ...{ emailAddress, action: 'failed', status: '5.4.4', diagnosticCode: FULL },
        })),
      },
    };
    return [{ Type: 'Notification', MessageId: `note-${++count}`, Message: JSON.stringify(message) }];
  },
};

/** A function for each body of a mail, which sends it; a second call is a retry under the same id. */
const bodies = (source: string, mail: Mail) =>
  TELLERS[source]!({ to: [CUSTOMER], isTagged: true, ...mail }).map((body) => {
    const id = `msg_${++count}`;
    return () => send(source, body, id);
  });

const tell = async (source: string, ...mails: Mail[]) => {
  for (const deliver of mails.flatMap((mail) => bodies(source, mail))) await deliver();
};

const story = async () => (await asViewer(worker).timeline(ORDER)).events;
const lines = async () => (await story()).map(({ message, retracted }) => (retracted ? `(${message})` : message));
const open = async () =>
  (await asViewer(worker).feed({ tab: 'attention' })).events.map(({ message }) => message).sort();

const SENT = `Order confirmation sent to ${CUSTOMER}`;
const BOUNCED = `Email bounced: ${CUSTOMER} (order confirmation)`;
const REASONS: Record<string, string> = { resend: 'reached daily quota', ses: 'Bad content' };

for (const source of Object.keys(TELLERS)) {
  const NOT_SENT = `Email not sent: ${CUSTOMER} (order confirmation) — ${REASONS[source] ?? FULL}`;

  describe(`a mail by ${source}`, () => {
    test('that was sent and delivered is one line', async () => {
      await tell(source, { what: 'sent', at: 0 }, { what: 'delivered', at: 1 });
      assert.deepEqual(await lines(), [SENT]);
    });

    test('that is delayed, and then delivered, needs nobody', async () => {
      await tell(source, { what: 'sent', at: 0 }, { what: 'delayed', at: 1 }, { what: 'delivered', at: 2 });
      assert.deepEqual(await lines(), [SENT]);
      assert.deepEqual(await open(), []);
    });

    for (const what of ['bounced', 'soft bounce'] as const) {
      test(`that came back for good needs somebody: ${what}`, async () => {
        await tell(source, { what: 'sent', at: 0 }, { what, at: 1 });
        assert.deepEqual(await lines(), [SENT, BOUNCED]);
        assert.deepEqual(await open(), [BOUNCED]);
        assert.equal((await story()).at(-1)!.payload.reason, FULL);
      });
    }

    test('that is told to have come back twice is one line', async () => {
      await tell(source, { what: 'sent', at: 0 }, { what: 'bounced', at: 1 }, { what: 'bounced', at: 2 });
      assert.deepEqual(await lines(), [SENT, BOUNCED]);
    });

    for (const isFirst of [false, true]) {
      test(`whose tags a late bounce has lost finds its order, ${isFirst ? 'told first' : 'told last'}`, async () => {
        const told: Mail[] = [
          { what: 'sent', at: 0 },
          { what: 'bounced', at: 60, isTagged: false, to: ['Customer@Example.com'] },
        ];
        await tell(source, ...(isFirst ? told.toReversed() : told));
        assert.deepEqual(await lines(), [SENT, 'Email bounced: Customer@Example.com']);
      });
    }

    test('that comes back from the address that it was forwarded to finds its order', async () => {
      await tell(source, { what: 'sent', at: 0 });
      await tell(source, { what: 'bounced', at: 60, isTagged: false, to: ['elsewhere@example.net'] });
      assert.deepEqual(await lines(), [SENT, 'Email bounced: elsewhere@example.net']);
    });

    test('to several people is a line for each, and a bounce is of the one whom it is about', async () => {
      await tell(source, { what: 'sent', at: 0, to: [ARCHIVE, CUSTOMER] }, { what: 'bounced', at: 1 });
      assert.deepEqual((await lines()).sort(), [BOUNCED, `Order confirmation sent to ${ARCHIVE}`, SENT]);
    });

    test('that never left was not sent, whatever was said before', async () => {
      await tell(source, { what: 'sent', at: 0 }, { what: 'unsent', at: 1 });
      assert.deepEqual(await lines(), [`(${SENT})`, NOT_SENT]);
      assert.deepEqual(await open(), [NOT_SENT]);
      const [, { level, event_type }] = (await story()) as [never, Awaited<ReturnType<typeof story>>[number]];
      assert.deepEqual([level, event_type], ['warning', 'email.not_sent']);
    });

    test('that arrives after all takes back that it did not', async () => {
      await tell(source, { what: 'sent', at: 0 }, { what: 'soft bounce', at: 1 }, { what: 'delivered', at: 2 });
      assert.deepEqual(await lines(), [SENT, `(${BOUNCED})`]);
      assert.deepEqual(await open(), []);
    });

    test('ends in the same state, in whatever order and however often it is told', async () => {
      const mails: Mail[] = [
        { what: 'sent', at: 0, to: [ARCHIVE, CUSTOMER] },
        { what: 'soft bounce', at: 1 },
        { what: 'delivered', at: 2 },
        { what: 'bounced', at: 3, isTagged: false },
      ];
      const deliveries = mails.flatMap((mail) => bodies(source, mail));
      for (const deliver of deliveries) await deliver();
      const expected = [await lines(), await open()];
      for (let round = 0; round < 2; round++) {
        await worker.db.batch(
          ['activity_log', 'stream', 'ref'].map((table) => worker.db.prepare(`DELETE FROM ${table}`)),
        );
        const shuffled = [...deliveries, ...deliveries].sort(() => Math.random() - 0.5);
        for (const deliver of shuffled) await deliver();
        assert.deepEqual([await lines(), await open()], expected);
      }
    });
  });
}

test("somebody's automatic reply is no bounce", async () => {
  await tell('postmark', { what: 'sent', at: 0 });
  const reply = { MessageID: 'mail-1', ID: 7, Email: CUSTOMER, BouncedAt: iso(1), Metadata: TAGS };
  await send('postmark', { ...reply, RecordType: 'Bounce', Type: 'AutoResponder' });
  const recipients = [{ emailAddress: CUSTOMER }];
  const bounce = { bounceType: 'Transient', bounceSubType: 'General', bouncedRecipients: recipients };
  await send('ses', {
    ...{ Type: 'Notification', MessageId: 'note' },
    Message: JSON.stringify({ eventType: 'Bounce', mail: { messageId: 'mail-1' }, bounce }),
  });
  assert.deepEqual(await lines(), [SENT]);
  assert.deepEqual((await asViewer(worker).feed()).events.length, 1);
});

test('a mail of a batch is of its own order, though all have one id', async () => {
  const event = (email: string, order_id: string | null, more: object) => ({
    ...{ sg_event_id: `event-${++count}`, sg_message_id: 'batch.recvd-1', email, timestamp: secondsOf(0), ...more },
    ...(order_id && { ...TAGS, order_id }),
  });
  const orders = Array.from({ length: 7 }, (_, i) => [`customer-${i}@example.com`, `SS-${i}`] as const);
  await send(
    'sendgrid',
    orders.map(([email, order]) => event(email, order, { event: 'processed' })),
  );
  await send(
    'sendgrid',
    orders.map(([email]) => event(email, null, { event: 'bounce', timestamp: secondsOf(60) })),
  );
  for (const [email, order] of orders) {
    const events = (await asViewer(worker).timeline(order)).events.map(({ message }) => message);
    assert.deepEqual(events, [`Order confirmation sent to ${email}`, `Email bounced: ${email}`]);
  }
});

test("a mail's id on an event of the shop's own leads to the order", async () => {
  await send('standard', {
    ...{ type: 'order.email.confirmation_sent', timestamp: iso(0) },
    data: { order_id: ORDER, payload: { email: CUSTOMER }, refs: ['mailgun:mail-1@shop.example'] },
  });
  await tell('mailgun', { what: 'bounced', at: 1, isTagged: false });
  assert.deepEqual(await lines(), [SENT, `Email bounced: ${CUSTOMER}`]);
});

test("what Resend sends to the address of Standard Webhooks is ignored, since it is not in the log's words", async () => {
  for (const what of ['sent', 'bounced', 'unsent'] as const) {
    for (const body of TELLERS.resend!({ what, at: 0, to: [CUSTOMER], isTagged: true })) await send('standard', body);
  }
  assert.deepEqual((await asViewer(worker).feed()).events, []);
});
