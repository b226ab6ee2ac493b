import { lookup } from '../domain/lookup.ts';
import { identifier, record } from './fields.ts';
import { type Fate, mailEvents } from './mail.ts';
import { ecdsa } from './signatures/ecdsa.ts';
import type { Source } from './source.ts';

/**
 * A mail that is `dropped` is not sent, whatever the reason. A `bounce` is final, be its type `bounce` or `blocked`. Types
 * that are not here are ignored: `deferred` since SendGrid tries again for 72 hours, `open`, `click`, `spamreport`, `unsubscribe`,
 * `group_unsubscribe` and `group_resubscribe` since that mail arrived, and `account_status_change`, which is no mail.
 */
const FATES: Record<string, Fate> = {
  processed: 'sent',
  delivered: 'delivered',
  bounce: 'bounced',
  dropped: 'unsent',
};

/**
 * The mail's ids. Every server on its way appends itself to the first. A bounce that comes late has only the second, which
 * is the first at a server where SendGrid made it, and the shop's own where the mail came by SMTP.
 */
const mailIds = (id: unknown, header: unknown): unknown[] => {
  const own = identifier(id)?.replace(/\.(filter|recv).*/, '');
  const smtp = identifier(header)?.replace(/^<|>$/g, '');
  const local = smtp?.replace(/@(geopod-)?ismtpd.*/, '');
  return own === local ? [own] : [own ?? local, local];
};

/**
 * One request tells of many mails. The shop sets `order_id` and `kind` as custom arguments, which SendGrid lays beside
 * its own fields. A shop may have switched on either of `processed` and `delivered`; both are one line.
 */
export const sendgrid: Source = {
  name: 'sendgrid',
  docs: 'https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/event',
  covers: 'body',
  window: null,
  verify: ecdsa({
    signature: 'x-twilio-email-event-webhook-signature',
    timestamp: 'x-twilio-email-event-webhook-timestamp',
  }),
  items: (body) => (Array.isArray(body) ? body : [body]),
  kind: (item) => identifier(record(item).event) ?? 'unknown',
  translate(item) {
    const { event, sg_event_id, sg_message_id, email, timestamp, reason, status, ...tags } = record(item);
    return mailEvents({
      source: 'sendgrid',
      fate: lookup(FATES, event),
      key: identifier(sg_event_id),
      at: timestamp,
      tags,
      to: email,
      mail: mailIds(sg_message_id, tags['smtp-id']),
      isBatch: true,
      reasons: [reason, status],
    });
  },
};
