import { type Fields, identifier, list, record, typeOf } from './fields.ts';
import { mailEvents } from './mail.ts';
import { TOLERANCE } from './signatures/freshness.ts';
import { messageId, standardWebhooks } from './signatures/standard-webhooks.ts';
import type { Source } from './source.ts';

/** A map in webhooks, as Resend documents them; a list of pairs where a mail is sent, which senders have copied. */
const tagsOf = (tags: unknown): Fields =>
  Array.isArray(tags)
    ? Object.fromEntries(list(tags).map((tag) => [String(identifier(record(tag).name)), record(tag).value]))
    : record(tags);

/** Why a mail did not arrive; null where it may yet, or did. */
const bounce = (type: unknown, data: Fields): Fields | null => {
  if (type === 'email.failed') return record(data.failed);
  if (type === 'email.suppressed') return record(data.suppressed);
  const why = record(data.bounce);
  // A full mailbox is tried again; an undeliverable address is not.
  const temporary = why.type === 'Transient' || why.type === 'Temporary';
  return type === 'email.bounced' && !temporary ? why : null;
};

/** The shop tags its mails with `order_id` and `kind`; `email_id` is shared by all events of one mail, so no key. */
export const resend: Source = {
  name: 'resend',
  docs: 'https://resend.com/docs/webhooks/event-types',
  covers: 'body',
  window: TOLERANCE,
  verify: standardWebhooks,
  kind: typeOf,
  translate(body, delivery) {
    const { type, created_at: at, data: fields } = record(body);
    const { tags, to, ...data } = record(fields);
    const why = bounce(type, data);
    return mailEvents({
      fate: type === 'email.sent' ? 'sent' : why ? 'bounced' : undefined,
      key: messageId(delivery),
      at,
      tags: tagsOf(tags),
      to: list(to)[0] ?? to,
      reasons: [why?.message, why?.reason, why?.type],
    });
  },
};
