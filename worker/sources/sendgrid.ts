import { lookup } from '../domain/lookup.ts';
import { identifier, record } from './fields.ts';
import { mailEvents } from './mail.ts';
import { ecdsa } from './signatures/ecdsa.ts';
import type { Source } from './source.ts';

/** A mail that is `dropped` goes to an address that bounced before; one that is `deferred` is tried again. */
const FATES = { processed: 'sent', delivered: 'sent', bounce: 'bounced', dropped: 'bounced' } as const;

/** The mail's own id: every server on its way appends itself. */
const mailId = (id: unknown) => identifier(id)?.replace(/\.(filter|recv).*/, '') ?? null;

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
    const mail = mailId(sg_message_id);
    return mailEvents({
      fate: lookup(FATES, event),
      key: identifier(sg_event_id),
      at: timestamp,
      tags,
      to: email,
      mail: mail && `${mail}:${identifier(email)}`,
      reasons: [reason, status],
    });
  },
};
