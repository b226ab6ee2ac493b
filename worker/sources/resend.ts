import { lookup } from '../domain/lookup.ts';
import { address, type Fields, identifier, list, record, typeOf } from './fields.ts';
import { type Fate, isSuppressed, mailEvents } from './mail.ts';
import { TOLERANCE } from './signatures/freshness.ts';
import { messageId, standardWebhooks } from './signatures/standard-webhooks.ts';
import type { Source } from './source.ts';

/**
 * Types that are not here are ignored: `email.scheduled` since nothing has happened yet, `email.delivery_delayed` since Resend tries again,
 * `email.opened`, `email.clicked` and `email.complained` since that mail arrived, and what is no mail of an order: `email.received`,
 * `suppression.…`, `contact.…`, `domain.…`.
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
    const [bounce, suppressed] = [record(data.bounce), record(data.suppressed)];
    const text = bounce.message ?? suppressed.message;
    const fate = type === 'email.bounced' && isSuppressed(bounce.subType) ? 'unsent' : lookup(FATES, type);
    const all = Array.isArray(to) ? to : [to];
    // A refusal may be of one recipient; a mail is sent, or fails, as a whole.
    const isRefused = type === 'email.bounced' || type === 'email.suppressed';
    return mailEvents({
      source: 'resend',
      // Only one of several recipients has the mail, and Resend does not say which.
      fate: fate === 'delivered' && all.length > 1 ? 'sent' : fate,
      key: messageId(delivery),
      at: created_at ?? data.created_at,
      tags: tagsOf(tags),
      to: isRefused ? meant(all, text) : all,
      isTogether: isRefused,
      mail: [email_id],
      reasons: [text, record(data.failed).reason, bounce.type, suppressed.type],
    });
  },
};
