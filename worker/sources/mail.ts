import { lookup } from '../domain/lookup.ts';
import { address, type Fields, identifier, instant, known, orderId, said } from './fields.ts';
import type { SourceEvent } from './source.ts';

/** The mails of a shop, by the `kind` that it gives each as a tag, and what it is to have sent one. */
const SENT: Record<string, string> = {
  confirmation: 'order.email.confirmation_sent',
  shipping: 'order.email.shipping_sent',
  abandoned_cart: 'abandoned_cart.email_sent',
};

/** A tag as a shop may write it: `Abandoned-Cart`, or `recovery` for short. */
const mailKind = (tag: unknown): string | null => {
  const kind = said(tag)?.toLowerCase().replaceAll('-', '_');
  return kind === 'recovery' ? 'abandoned_cart' : (kind ?? null);
};

/** The type of a mail that went out; nothing for mails that are not part of an order's story. */
const sentType = (kind: string | null): string | undefined => lookup(SENT, kind);

interface Mail {
  fate: 'sent' | 'bounced' | undefined;
  /** What the provider calls this event; without it nothing is told. */
  key: string | null;
  at: unknown;
  /** The shop's own: `order_id` and `kind`. */
  tags: Fields;
  to: unknown;
  /** The same in all that is told of this mail, where its way out is told at several stations: those are one line. */
  mail?: unknown;
  /** Why it bounced: the first of these that says anything. */
  reasons?: unknown[];
  test?: boolean;
}

/** What became of a mail, in the log's words. */
export const mailEvents = ({ fate, key, at, tags, to, mail, reasons = [], test }: Mail): SourceEvent[] => {
  const kind = mailKind(tags.kind);
  const bounced = fate === 'bounced';
  const event_type = bounced ? 'email.bounced' : fate && sentType(kind);
  if (!event_type || !key) return [];
  const [email, id] = [address(to), identifier(mail)];
  const reason = reasons.map(said).find((said) => said !== null) ?? null;
  return [
    {
      event_type,
      key: `${key}:${event_type}`,
      occurred_at: instant(at),
      order_id: orderId(tags.order_id),
      test: test ? true : undefined,
      payload: known({ email, kind, reason: bounced ? reason : null }),
      ...(!bounced && id && { fact: `sent:${id}` }),
    },
  ];
};
