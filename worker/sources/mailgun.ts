import { type Fields, identifier, instant, record } from './fields.ts';
import { type Fate, mailEvents } from './mail.ts';
import { mailgunToken } from './signatures/mailgun.ts';
import type { Source } from './source.ts';

/** The codes of a mail that Mailgun dropped, since its address had bounced, unsubscribed or complained before. */
const SUPPRESSED = [605, 606, 607];

/**
 * `failed` comes for every try; only the last one's is `permanent`, also for a full mailbox (`old`). A `temporary` one, the
 * webhook `temporary_fail`, is ignored since Mailgun tries again. Other types are ignored too: `opened`, `clicked`,
 * `complained` and `unsubscribed` since that mail arrived, and `stored` and `list_…`, which are no mail of an order.
 */
const fateOf = ({ event, severity, reason }: Fields, { code }: Fields): Fate | undefined => {
  if (event === 'accepted') return 'sent';
  if (event === 'delivered') return 'delivered';
  if (event === 'rejected') return 'unsent';
  if (event !== 'failed' || severity !== 'permanent') return undefined;
  const isSuppressed = String(reason).startsWith('suppress-') || SUPPRESSED.includes(Number(code));
  return isSuppressed ? 'unsent' : 'bounced';
};

/**
 * The shop sets `order_id` and `kind` as user variables (`v:order_id`); a bounce that comes after the delivery has lost
 * them. An event's id is unique within a day only, hence the time in its key. A batch has one message-id.
 */
export const mailgun: Source = {
  name: 'mailgun',
  docs: 'https://documentation.mailgun.com/docs/mailgun/user-manual/webhooks/webhooks',
  covers: 'token',
  window: null,
  verify: mailgunToken,
  kind: (body) => identifier(record(record(body)['event-data']).event) ?? 'unknown',
  translate(body) {
    const event = record(record(body)['event-data']);
    const { timestamp, recipient, reason } = event;
    const [status, reject] = [record(event['delivery-status']), record(event.reject)];
    const id = identifier(event.id);
    return mailEvents({
      source: 'mailgun',
      fate: fateOf(event, status),
      key: id && `${id}:${instant(timestamp)}`,
      at: timestamp,
      tags: record(event['user-variables']),
      to: recipient,
      mail: [record(record(event.message).headers)['message-id']],
      isBatch: true,
      test: record(event.flags)['is-test-mode'] === true,
      reasons: [status.message, status.description, reject.description, reject.reason, reason],
    });
  },
};
