import { lookup } from '../domain/lookup.ts';
import { address, type Fields, identifier, instant, known, orderId, refs, said } from './fields.ts';
import type { SourceEvent } from './source.ts';

/**
 * What a provider says for good about a mail. A delay is none of these, since the provider tries again and then says what
 * came of it; nor is an automatic reply, an opened mail, a complaint or a subscription, since that mail arrived.
 *
 * `sent` and `delivered` are one line. `bounced` was sent and refused; `unsent` never left the provider.
 */
export type Fate = 'sent' | 'delivered' | 'bounced' | 'unsent';

/** The mails of a shop, by the `kind` that it gives each as a tag, and the type of having sent one. */
const SENT: Record<string, string> = {
  confirmation: 'order.email.confirmation_sent',
  shipping: 'order.email.shipping_sent',
  abandoned_cart: 'abandoned_cart.email_sent',
};

const FAILED: Record<string, string> = { bounced: 'email.bounced', unsent: 'email.not_sent' };

/** A tag as a shop may write it: `Abandoned-Cart`, or `recovery` for short. */
const mailKind = (tag: unknown): string | null => {
  const kind = said(tag)?.toLowerCase().replaceAll('-', '_');
  return kind === 'recovery' ? 'abandoned_cart' : (kind ?? null);
};

/** The id of a mail, which some providers write in the brackets of its header and others without. */
const mailId = (id: unknown): string | null => identifier(typeof id === 'string' ? id.replace(/^<(.*)>$/, '$1') : id);

/**
 * The addresses of a mail, each once. `to` is one or a list; in whatever case an event writes them, they are the same.
 */
const recipients = (to: unknown): string[] => {
  const found = (Array.isArray(to) ? to : [to]).map(address).filter((email) => email !== null);
  return [...new Map(found.map((email) => [email.toLowerCase(), email])).values()];
};

/**
 * The address lists on which SES and Resend refuse to send, as subtypes of bounces and complaints.
 * @see https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html#event-publishing-retrieving-sns-contents-bounce-types
 */
export const isSuppressed = (subtype: unknown): boolean =>
  typeof subtype === 'string' && /suppress|unsubscribed/i.test(subtype);

interface Mail {
  source: string;
  /** Undefined for an event that is not stored. */
  fate: Fate | undefined;
  /** The provider's id of this event; without it nothing is stored. */
  key: string | null;
  at: unknown;
  /** The shop's own: `order_id` and `kind`. */
  tags: Fields;
  /** The recipients that the event is about, each of whom gets a line. */
  to: unknown;
  /** The recipients get one line together: the provider does not say which of them it means. */
  isTogether?: boolean;
  /** The provider's ids of the mail. All of its events have the first, by which they are compared. */
  mail: unknown[];
  /** One id may be of many mails, a batch to several customers: then it leads to its order with the recipient first. */
  isBatch?: boolean;
  /** Why it was not delivered: the first of these that says anything. */
  reasons?: unknown[];
  test?: boolean;
}

/**
 * What became of a mail, a line for each recipient. A mail's id is a ref, since a bounce that comes late may lack the
 * shop's tags. What never left takes back that it was sent; what arrives after all takes back that it did not.
 */
export const mailEvents = ({ source, fate, key, at, tags, to, mail, reasons = [], ...more }: Mail): SourceEvent[] => {
  const kind = mailKind(tags.kind);
  const failed = lookup(FAILED, fate);
  const event_type = fate && (failed ?? lookup(SENT, kind));
  if (!event_type || !key) return [];
  const all = recipients(to);
  const ids = mail.map(mailId).filter((id) => id !== null);
  const reason = failed ? reasons.map(said).find((text) => text !== null) : null;
  return (more.isTogether || all.length === 0 ? [all.join(', ')] : all).map((email) => {
    const who = email.toLowerCase();
    const about = identifier(ids[0] && who ? `${ids[0]}:${who}` : ids[0]);
    const told = failed ? fate : 'sent';
    // A provider that names no recipient means all of them.
    const undone = { sent: [], delivered: ['bounced', 'unsent'], bounced: [], unsent: ['sent'] }[fate];
    return {
      event_type,
      key: `${key}:${who}:${event_type}`,
      occurred_at: instant(at),
      order_id: orderId(tags.order_id),
      test: more.test ? true : undefined,
      payload: known({ email: email || null, kind, reason: reason ?? null }),
      refs: refs(source, ...(more.isBatch ? [about, ...ids] : ids)),
      ...(about && { fact: `${told}:${about}` }),
      ...(about && undone.length > 0 && { retracts: undone.map((fact) => `${fact}:${about}${who ? '' : '*'}`) }),
    };
  });
};
