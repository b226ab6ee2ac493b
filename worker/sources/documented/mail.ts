// The rows that all providers of mail share, about the confirmation m1 of an order, in the words that a person reads.
import { as } from './table.ts';

export const TO = 'customer@example.com';
export const TAGS = { order_id: 'SS-1', kind: 'confirmation' };
/** The words of every provider for why a mail was refused. */
export const WHY = 'Refused.';

const sent = (ends = '') => as('order.email.confirmation_sent', `Order confirmation sent to ${TO}`, ends);
const MAIL = `m1:${TO}`;

export const SENT = sent();
/** Tells the same fact as `SENT`: whichever is first is shown. */
export const DELIVERED = sent(`-bounced:${MAIL}, -unsent:${MAIL}`);
export const bounced = (why = WHY) => as('email.bounced', `Email bounced: ${TO} (order confirmation) — ${why}`);
export const unsent = (why = WHY) =>
  as('email.not_sent', `Email not sent: ${TO} (order confirmation) — ${why}`, `-sent:${MAIL}`);

export const DELAY = 'the provider tries again, and says what came of it';
export const ARRIVED = 'the mail arrived';
export const REPLY = 'a reply by a machine or a person: the mail arrived';
export const LATER = 'about mails to come, which tell of themselves';
export const ELSE = 'no mail of an order';
