import { lookup, text } from './fields.ts';

/** The mails of a shop, by the `kind` that it gives each as a tag, and what it is to have sent one. */
const SENT: Record<string, string> = {
  confirmation: 'order.email.confirmation_sent',
  shipping: 'order.email.shipping_sent',
  abandoned_cart: 'abandoned_cart.email_sent',
};

/** A tag as a shop may write it: `Abandoned-Cart`, or `recovery` for short. */
export const mailKind = (tag: unknown): string | null => {
  const kind = text(tag)?.toLowerCase().replaceAll('-', '_');
  return kind === 'recovery' ? 'abandoned_cart' : (kind ?? null);
};

/** The type of a mail that went out; nothing for mails that are not part of an order's story. */
export const sentType = (kind: string | null): string | undefined => lookup(SENT, kind);
