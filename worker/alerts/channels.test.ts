import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import type { Alert, AlertLine, ChannelName } from '../contract/alerts.ts';
import { CHANNELS } from '../contract/alerts.ts';
import type { Env } from '../env.ts';
import { type Answer, type Received, useReceiver } from '../testing/receiver.ts';
import { testAlert } from './alert.ts';
import { CHANNEL } from './index.ts';

const SECRET = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD';
const TOKEN = '123456:telegram-secret';

const receiver = await useReceiver((response, received) => likeReal(response, received));

const env = (): Env => ({
  DB: undefined as unknown as D1Database,
  ALERT_SLACK_URL: `${receiver.url}/services/T0/B0/slack-secret`,
  ALERT_DISCORD_URL: `${receiver.url}/api/webhooks/1/discord-secret`,
  ALERT_TELEGRAM_TOKEN: TOKEN,
  ALERT_TELEGRAM_CHAT: '-1001',
  TELEGRAM_API_URL: receiver.url,
  ALERT_EMAIL_TO: 'ana@shop.example, ben@shop.example',
  ALERT_EMAIL_FROM: 'Flagpost <alerts@shop.example>',
  RESEND_API_KEY: 're_secret',
  RESEND_API_URL: receiver.url,
  ALERT_URL: `${receiver.url}/alerts/webhook-secret`,
  ALERT_SECRET: SECRET,
});

/** The answer of each provider to a message that it takes, by the address that the message was sent to. */
const likeReal: Answer = (response, { path }) => {
  const json = (status: number, body: object) =>
    response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
  if (path.startsWith('/services/')) return response.end('ok');
  if (path.startsWith('/api/webhooks/')) return json(200, { id: '9', content: 'x' });
  if (path.startsWith('/bot')) return json(200, { ok: true, result: { message_id: 77, chat: { id: -1001 } } });
  if (path === '/emails') return json(200, { id: '49a3999c-0ce1-4ea6-ab68-afcd6dc2e794' });
  return response.end();
};

/** The answer of each where the credential or the receiver is gone. */
const GONE: Record<ChannelName, [status: number, body: string, reason: string]> = {
  slack: [404, 'no_service', '404 no_service'],
  discord: [404, JSON.stringify({ message: 'Unknown Webhook', code: 10015 }), '404'],
  telegram: [401, JSON.stringify({ ok: false, error_code: 401, description: 'Unauthorized' }), '401'],
  email: [
    403,
    JSON.stringify({ statusCode: 403, name: 'invalid_api_key', message: 're_secret is no key' }),
    '403 invalid_api_key',
  ],
  webhook: [410, '', '410'],
};

/** The answer of each to a sender of too much. */
const tooMuch = (): Record<ChannelName, [headers: Record<string, string>, body: string]> => ({
  slack: [{ 'Retry-After': '30' }, 'rate_limited'],
  discord: [{}, JSON.stringify({ message: 'You are being rate limited.', retry_after: 29.4, global: false })],
  telegram: [{}, JSON.stringify({ ok: false, error_code: 429, parameters: { retry_after: 30 } })],
  email: [{ 'retry-after': '30' }, JSON.stringify({ name: 'rate_limit_exceeded' })],
  webhook: [{ 'Retry-After': new Date(Date.now() + 30_999).toUTCString() }, ''],
});

const line = (fields: Partial<AlertLine> = {}): AlertLine => ({
  id: '018d0000-0000-8000-8000-000000000001',
  is: 'opened',
  event_type: 'order.submission_failed',
  level: 'error',
  order_id: 'SS-1',
  problem: 'submission:SS-1',
  message: 'Submission to Printify failed: out of stock',
  occurred_at: '2026-02-16T14:23:05.000Z',
  note: null,
  url: 'https://admin.shop.example/orders/SS-1?a=1&b=2',
  ...fields,
});
const alert = (lines = [line()], more = 0): Alert => ({
  id: 'alert_1',
  kind: 'problems',
  title: `${lines.length + more} new problems`,
  lines,
  more,
});

const send = (name: ChannelName, what = alert(), thread: string | null = null) =>
  CHANNEL[name].send(env(), what, thread);
const body = (received = receiver.received.at(-1)!) => JSON.parse(received.body);
const answering =
  (status: number, text = '', headers: Record<string, string> = {}): Answer =>
  (response) =>
    response.writeHead(status, headers).end(text);

/** A second in place of ten: what waits for nobody is the same. */
const patience = AbortSignal.timeout;
before(() => {
  AbortSignal.timeout = () => patience.call(AbortSignal, 300);
});
after(() => {
  AbortSignal.timeout = patience;
});

for (const name of CHANNELS) {
  describe(name, () => {
    test('takes a message as its provider does', async () => {
      const sent = await send(name);
      assert.equal(sent.ok, true);
      assert.equal(receiver.received.length, 1);
      assert.match(receiver.received[0]!.body, /Submission to Printify failed/);
    });

    test('that is gone has refused for good, and says why without a secret', async () => {
      const [status, text, reason] = GONE[name];
      receiver.answer = answering(status, text);
      assert.deepEqual(await send(name), { ok: false, reason, isFinal: true });
    });

    test('that is sent too much says when to come again', async () => {
      const [headers, text] = tooMuch()[name];
      receiver.answer = answering(429, text, headers);
      const sent = await send(name);
      assert.ok(!sent.ok && !sent.isFinal && sent.retryAfter! >= 29 && sent.retryAfter! <= 31, JSON.stringify(sent));
    });

    test('that fails for a moment takes the next one', async () => {
      receiver.answer = answering(500, '<html>no</html>');
      assert.deepEqual(await send(name), { ok: false, reason: '500' });
      receiver.answer = likeReal;
      assert.equal((await send(name)).ok, true);
    });

    test('that hangs is not waited for', async () => {
      receiver.answer = () => {};
      const sent = await send(name);
      assert.ok(!sent.ok && /^no answer in/.test(sent.reason), JSON.stringify(sent));
      receiver.answer = (response) => {
        response.writeHead(200);
        response.write('{');
      };
      assert.equal((await send(name)).ok, false);
    });

    test('that nobody answers for is no connection', async () => {
      receiver.answer = (response) => response.destroy();
      assert.deepEqual(await send(name), { ok: false, reason: 'no connection' });
    });

    test('that leads elsewhere is not followed', async () => {
      for (const status of [301, 302, 303, 307, 308]) {
        receiver.received = [];
        receiver.answer = answering(status, '', { Location: `${receiver.url}/elsewhere` });
        assert.deepEqual(await send(name), { ok: false, reason: `${status}, which leads elsewhere` });
        assert.equal(receiver.received.length, 1);
      }
    });

    test('never throws, and never says a secret, whatever it is answered', async () => {
      const secrets = [
        ...Object.values(env()).filter((value) => typeof value === 'string'),
        'slack-secret',
        'discord-secret',
      ];
      const texts = fc.oneof(
        fc.string(),
        fc.json(),
        fc.constantFrom(...secrets, 'null', '[]', '"x"', '{"ok":true}', '{"result":7}'),
      );
      const property = fc.asyncProperty(
        fc.constantFrom(200, 204, 400, 401, 403, 404, 409, 422, 500, 503),
        texts,
        async (status, text) => {
          receiver.answer = answering(status, status === 204 ? '' : text);
          const sent = await send(name);
          if (!sent.ok) for (const secret of secrets) assert.ok(!sent.reason.includes(secret), sent.reason);
          if (status >= 300) assert.equal(sent.ok, false);
        },
      );
      await fc.assert(property, { numRuns: 60 });
    });

    test('with settings that are wrong sends nothing, and says which', async () => {
      const wrong: Record<ChannelName, Partial<Env>> = {
        slack: { ALERT_SLACK_URL: 'http://hooks.slack.example/x' },
        discord: { ALERT_DISCORD_URL: 'discord.example' },
        telegram: { ALERT_TELEGRAM_TOKEN: 'not/a/token' },
        email: { ALERT_EMAIL_FROM: '' },
        webhook: { ALERT_SECRET: 'short' },
      };
      const sent = await CHANNEL[name].send({ ...env(), ...wrong[name] }, alert(), null);
      assert.ok(!sent.ok && sent.isFinal && /ALERT_/.test(sent.reason), JSON.stringify(sent));
      assert.equal(receiver.received.length, 0);
    });
  });
}

test('Telegram and Resend have to answer as themselves: a page of somebody else is no success', async () => {
  receiver.answer = answering(200, '<html>Sign in</html>', { 'Content-Type': 'text/html' });
  assert.deepEqual(await send('telegram'), { ok: false, reason: "an answer that is not Telegram's" });
  assert.deepEqual(await send('email'), { ok: false, reason: "an answer that is not Resend's" });
});

test('Telegram: a chat that is not there is refused for good', async () => {
  receiver.answer = answering(
    400,
    JSON.stringify({ ok: false, error_code: 400, description: 'Bad Request: chat not found' }),
  );
  assert.deepEqual(await send('telegram'), { ok: false, reason: '400 chat not found', isFinal: true });
});

const HOSTILE =
  '<!channel> @everyone <@123> *bold* _x_ ~y~ `z` || [a](https://evil.example) <b>&amp; "q" https://evil.example';

describe('what customers and providers say', () => {
  const hostile = () => alert([line({ message: HOSTILE, order_id: 'SS|1>', note: '<i>' }), line()]);

  test('Slack: &, < and > are entities, so that nothing is a mention or a link', async () => {
    await send('slack', hostile());
    const { text } = body() as { text: string };
    const own = /<https:\/\/admin\.shop\.example[^<>|]*\|[^<>|]*>/g;
    assert.doesNotMatch(text.replace(own, ''), /[<>]/);
    assert.equal(text.match(own)?.length, 2);
    assert.match(text, /&lt;!channel&gt;/);
    assert.doesNotMatch(text.replace(/&(amp|lt|gt);/g, ''), /&/);
  });

  test('Discord: nobody is mentioned, and no mark of Markdown is left alone', async () => {
    await send('discord', hostile());
    const { content, allowed_mentions, flags } = body();
    assert.deepEqual(allowed_mentions, { parse: [] });
    assert.equal(flags, 4);
    const own = /\[(?:\\.|[^\]])*\]\(<https:\/\/admin\.shop\.example[^>]*>\)/g;
    const rest = (content as string)
      .replace(own, '')
      .replace(/^\*\*.*\*\*$/m, '')
      .replace(/\\./g, '');
    assert.doesNotMatch(rest, /[*_~`|[\]()<>@]|https:/);
    assert.equal(new URL(receiver.received[0]!.path, receiver.url).searchParams.get('wait'), 'true');
  });

  test('Telegram: HTML of ours alone', async () => {
    await send('telegram', hostile());
    const { text, parse_mode, link_preview_options } = body();
    assert.equal(parse_mode, 'HTML');
    assert.deepEqual(link_preview_options, { is_disabled: true });
    const rest = (text as string).replace(
      /<b>[^<>]*<\/b>|<a href="https:\/\/admin\.shop\.example[^"<>]*">[^<>]*<\/a>/g,
      '',
    );
    assert.doesNotMatch(rest, /[<>]/);
  });

  test('mail: text as it is, and HTML of ours alone', async () => {
    await send('email', hostile());
    const { text, html } = body();
    assert.ok(text.includes(HOSTILE));
    const rest = (html as string).replace(
      /<strong>[^<>]*<\/strong>|<a href="https:\/\/admin\.shop\.example[^"<>]*">[^<>]*<\/a>|<br>/g,
      '',
    );
    assert.doesNotMatch(rest, /[<>"]/);
  });
});

describe('limits', () => {
  const text = fc.string({
    unit: fc.constantFrom('a', '&', '<', '*', '_', '"', '\\', '😀', 'ß', '@'),
    minLength: 1,
    maxLength: 240,
  });
  const lines = fc.array(
    fc.record({ message: text, order_id: fc.option(text), is: fc.constantFrom('opened' as const, 'over' as const) }),
    { minLength: 1, maxLength: 20 },
  );
  const LIMITS: Partial<Record<ChannelName, (sent: Record<string, string>) => [string, number]>> = {
    slack: ({ text: sent }) => [sent!, 4000],
    discord: ({ content }) => [content!, 2000],
    telegram: ({ text: sent }) => [sent!, 4096],
  };
  for (const [name, of] of Object.entries(LIMITS)) {
    test(`${name}: no message is longer than it may be, and none is empty`, async () => {
      const property = fc.asyncProperty(lines, fc.nat(200), async (all, more) => {
        await send(name as ChannelName, alert(all.map(line), more));
        const [sent, most] = of(body());
        assert.ok(sent.length <= most && sent.trim().length > 0, `${sent.length}`);
        const shown = sent.split('\n').filter((each) => /^(🔴|✅)/u.test(each)).length;
        const [, rest = '0'] = /and (\d+) more$/.exec(sent) ?? [];
        assert.equal(shown + Number(rest), all.length + more);
      });
      await fc.assert(property, { numRuns: 100 });
    });
  }
});

test('ten problems are one message with ten lines, the only one needs no title', async () => {
  await send('slack', alert(Array.from({ length: 10 }, (_, i) => line({ order_id: `SS-${i}` }))));
  assert.equal(body().text.split('\n').length, 11);
  await send('slack');
  assert.equal(
    body().text,
    '🔴 <https://admin.shop.example/orders/SS-1?a=1&amp;b=2|SS-1>: Submission to Printify failed: out of stock',
  );
});

describe('threads', () => {
  test('Telegram answers the message that told of the start, and sends where that is deleted', async () => {
    const first = await send('telegram');
    assert.ok(first.ok && first.thread === '77');
    assert.equal(body().reply_parameters, undefined);
    const second = await send('telegram', alert([line({ is: 'over' })]), '77');
    assert.deepEqual(body().reply_parameters, { message_id: 77, allow_sending_without_reply: true });
    assert.ok(second.ok && second.thread === '77');
  });

  test('mails of a thread name the same message and have the same subject', async () => {
    const first = await send('email');
    assert.ok(first.ok && first.thread !== null);
    const { headers, subject } = body();
    await send('email', { ...alert([line({ is: 'over' })]), id: 'alert_2' }, first.thread);
    const answer = body();
    assert.equal(answer.headers.References, headers.References);
    assert.equal(answer.headers['In-Reply-To'], headers.References);
    assert.match(headers.References, /^<alert_1@shop\.example>$/);
    assert.equal(answer.subject, `Re: ${subject}`);
    assert.equal(subject, 'Submission failed: SS-1');
  });
});

test('Resend gets the key in a header, the receivers as a list, and the same mail under the same key', async () => {
  await send('email');
  await send('email');
  await send('email', alert([line({ order_id: 'SS-2' })]));
  const [first, again, other] = receiver.received as [Received, Received, Received];
  assert.equal(first.headers.authorization, 'Bearer re_secret');
  assert.deepEqual(body(first).to, ['ana@shop.example', 'ben@shop.example']);
  assert.equal(first.headers['idempotency-key'], again.headers['idempotency-key']);
  assert.notEqual(first.headers['idempotency-key'], other.headers['idempotency-key']);
  assert.ok((first.headers['idempotency-key'] as string).length <= 256);
  assert.match(first.headers['user-agent'] ?? '', /Flagpost/);
});

test('mail goes by the binding where no key is set, and what Cloudflare says is told by its code', async () => {
  const { RESEND_API_KEY: _, ...rest } = env();
  const mails: object[] = [];
  const EMAIL = { send: async (mail: object) => void mails.push(mail) } as unknown as SendEmail;
  assert.equal((await CHANNEL.email.send({ ...rest, EMAIL }, alert(), null)).ok, true);
  assert.deepEqual(Object.keys(mails[0]!).sort(), ['from', 'headers', 'html', 'subject', 'text', 'to']);
  const refusing = { send: () => Promise.reject(Object.assign(new Error('x'), { code: 'E_SENDER_NOT_VERIFIED' })) };
  const sent = await CHANNEL.email.send({ ...rest, EMAIL: refusing as unknown as SendEmail }, alert(), null);
  assert.deepEqual(sent, { ok: false, reason: 'E_SENDER_NOT_VERIFIED', isFinal: true });
  assert.match(JSON.stringify(await CHANNEL.email.send(rest, alert(), null)), /RESEND_API_KEY/);
});

test('a webhook is signed as the standard says, by each key while they are rotated', async () => {
  const other = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
  await CHANNEL.webhook.send({ ...env(), ALERT_SECRET: `${SECRET}, ${other}` }, alert(), null);
  const { body: text, headers } = receiver.received[0]!;
  for (const secret of [SECRET, other]) {
    const told = new Webhook(secret).verify(text, headers as Record<string, string>) as { type: string; data: Alert };
    assert.equal(told.type, 'flagpost.alert');
    assert.deepEqual(told.data, alert());
  }
  assert.throws(() =>
    new Webhook('whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA').verify(text, headers as Record<string, string>),
  );
  assert.equal(headers['webhook-id'], 'alert_1');
});

test('a test message says that it is one, everywhere', async () => {
  for (const name of CHANNELS) {
    assert.equal((await send(name, testAlert())).ok, true);
    assert.match(receiver.received.at(-1)!.body, /Flagpost can reach you here/);
  }
});
