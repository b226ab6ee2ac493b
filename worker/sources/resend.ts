import { lookup } from '../domain/lookup.ts';
import { address, type Fields, identifier, list, record, typeOf } from './fields.ts';
import { type Fate, isSuppressed, mailEvents } from './mail.ts';
import { TOLERANCE } from './signatures/freshness.ts';
import { messageId, standardWebhooks } from './signatures/standard-webhooks.ts';
import type { Source } from './source.ts';

/**
 * The rest is ignored: `email.scheduled` since nothing has happened yet, `email.delivery_delayed` since Resend tries again,
 * `email.opened`, `.clicked` and `.complained` since that mail arrived, and what is no mail of an order: `email.received`,
 * `suppression.*`, `contact.*`, `domain.*`.
 */
const FATES: Record<string, Fate> = {
  'email.sent': 'sent',
  'email.delivered': 'delivered',
  'email.bounced': 'bounced',
  'email.failed': 'unsent',
  'email.suppressed': 'unsent',
};

/** A map in webhooks, as Resend documents them; a list of pairs where a mail is sent, which senders have copied. */
const tagsOf = (tags: unknown): Fields =>
  Array.isArray(tags)
    ? Object.fromEntries(list(tags).map((tag) => [String(identifier(record(tag).name)), record(tag).value]))
    : record(tags);

/** The recipients that a reason names; all of them where it names none, as Resend has no field for that. */
const meant = (to: unknown[], reason: unknown): unknown[] => {
  const named = to.filter((each) => typeof reason === 'string' && reason.includes(address(each) ?? '\n'));
  return named.length > 0 ? named : to;
};

/**
 * The shop tags its mails with `order_id` and `kind`. A bounce is final whatever its type: a `Transient` one has been tried
 * until Resend gave up. All events of a mail share its `email_id`, and name all of its recipients.
 */
export const resend: Source = {
  name: 'resend',
  docs: 'https://resend.com/docs/webhooks/event-types',
  covers: 'body',
  window: TOLERANCE,
  verify: standardWebhooks,
  kind: typeOf,
  translate(body, delivery) {
    const { type, created_at, data: fields } = record(body);
    const { email_id, tags, to, ...data } = record(fields);
    const [bounce, { reason }, suppressed] = [data.bounce, data.failed, data.suppressed].map(record) as [
      ...[Fields, Fields, Fields],
    ];
    const said = [bounce.message, suppressed.message, reason, bounce.type, suppressed.type];
    const fate = isSuppressed(bounce.subType) ? 'unsent' : lookup(FATES, type);
    const all = Array.isArray(to) ? to : [to];
    const isSent = fate === 'sent' || fate === 'delivered';
    return mailEvents({
      source: 'resend',
      // One of several recipients has it: what was said of the others stands.
      fate: fate === 'delivered' && all.length > 1 ? 'sent' : fate,
      key: messageId(delivery),
      at: created_at ?? data.created_at,
      tags: tagsOf(tags),
      to: isSent ? all : meant(all, bounce.message ?? suppressed.message),
      isTogether: !isSent,
      mail: [email_id],
      reasons: said,
    });
  },
};
