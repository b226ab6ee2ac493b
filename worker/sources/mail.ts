import { lookup } from '../domain/lookup.ts';
import { address, type Fields, identifier, instant, known, orderId, refs, said } from './fields.ts';
import type { SourceEvent } from './source.ts';

/**
 * The final states of a mail. `sent` and `delivered` are one line; a `bounced` mail was sent and refused; an `unsent` one
 * never left the provider.
 *
 * A delay is no state, since the provider tries again and reports the result. An automatic reply, an opened mail, a
 * complaint and a subscription are none either, since their mail arrived.
 */
export type Fate = 'sent' | 'delivered' | 'bounced' | 'unsent';

/** The types of mails that were sent, by the `kind` with which a shop tags each. */
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

/** The addresses in `to`, which is one or a list. Each is there once, in whatever case the provider writes it. */
const recipients = (to: unknown): string[] => {
  const found = (Array.isArray(to) ? to : [to]).map(address).filter((email) => email !== null);
  return [...new Map(found.map((email) => [email.toLowerCase(), email])).values()];
};

/**
 * Whether the subtype of a bounce or complaint names a list of addresses to which SES, and so Resend, sends nothing.
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
  /** The provider's ids of the mail. Its events are compared by the first. */
  mail: unknown[];
  /** An id may be shared by mails to several customers: then id and recipient together are the first ref. */
  isBatch?: boolean;
  /** The reason why it was not delivered is the first of these that is text. */
  reasons?: unknown[];
  test?: boolean;
}

/**
 * The events of a mail, one for each recipient. The mail's id is a ref, since a late bounce may lack the shop's tags. A mail
 * that never left takes back that it was sent; one that arrives after all takes back that it failed.
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
