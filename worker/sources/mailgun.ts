import { identifier, instant, record } from './fields.ts';
import { mailEvents } from './mail.ts';
import { mailgunToken } from './signatures/mailgun.ts';
import type { Source } from './source.ts';

/** `failed` is said of every try; only the last one's is `permanent`. */
const fateOf = (event: unknown, severity: unknown) => {
  if (event === 'accepted' || event === 'delivered') return 'sent';
  return event === 'failed' && severity === 'permanent' ? 'bounced' : undefined;
};

/**
 * The shop sets `order_id` and `kind` as user variables (`v:order_id`). An event's id is unique within a day only,
 * hence the time in its key.
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
    const { id, timestamp, recipient, severity, reason } = event;
    const status = record(event['delivery-status']);
    const mail = identifier(record(record(event.message).headers)['message-id']);
    const key = identifier(id);
    return mailEvents({
      fate: fateOf(event.event, severity),
      key: key && `${key}:${instant(timestamp)}`,
      at: timestamp,
      tags: record(event['user-variables']),
      to: recipient,
      test: record(event.flags)['is-test-mode'] === true,
      mail: mail && `${mail}:${identifier(recipient)}`,
      reasons: [status.message, status.description, reason],
    });
  },
};
