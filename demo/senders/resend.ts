import { idFor, needed, type Sender } from './sender.ts';

const SUBJECTS = {
  confirmation: 'Thank you for your order',
  shipping: 'Your order is on its way',
  abandoned_cart: 'You left something behind',
};

type Mail = keyof typeof SUBJECTS;

/** @see https://resend.com/docs/dashboard/webhooks/event-types */
const resend =
  (type: string, kind: Mail, more: Record<string, unknown> = {}): Sender =>
  ({ at, order: about }) => {
    const { id: order_id, customer } = needed(about);
    const id = idFor('msg_', type, kind, order_id);
    const data = {
      created_at: at.toISOString(),
      email_id: idFor('', kind, order_id),
      from: 'Sunday Studio <hello@sundaystudio.example>',
      to: [customer.email],
      subject: SUBJECTS[kind],
      tags: kind === 'abandoned_cart' ? { kind } : { kind, order_id },
      ...more,
    };
    return { by: 'resend', at, id, body: { type, created_at: at.toISOString(), data } };
  };

export const mailed = (kind: Mail) => resend('email.sent', kind);

export const bounced = (kind: Mail) =>
  resend('email.bounced', kind, {
    bounce: { type: 'Permanent', subType: 'General', message: 'The mailbox does not exist.' },
  });
