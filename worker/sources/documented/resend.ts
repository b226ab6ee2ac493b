import { ARRIVED, bounced, DELAY, DELIVERED, ELSE, LATER, SENT, TAGS, TO, unsent, WHY } from './mail.ts';
import { each, ISO, prefixed, type Table } from './table.ts';

const event = (type: string, data: object = {}) => ({
  type,
  created_at: ISO,
  data: { email_id: 'm1', to: [TO], tags: TAGS, ...data },
});

/** The parts of an event that say why. */
const WHYS: Record<string, object> = {
  'email.bounced': { bounce: { type: 'Permanent', subType: 'General', message: WHY } },
  'email.failed': { failed: { reason: WHY } },
  'email.suppressed': { suppressed: { type: 'OnAccountSuppressionList', message: WHY } },
};

export const resend: Table[] = [
  {
    of: 'the types of events',
    pages: [
      'https://resend.com/docs/webhooks/event-types',
      'https://github.com/resend/resend-node/blob/canary/src/webhooks/interfaces/webhook-event.interface.ts',
    ],
    read: '2026-11-30',
    documented: [
      ...prefixed('email.', 'sent', 'scheduled', 'delivered', 'delivery_delayed', 'complained', 'bounced', 'opened'),
      ...prefixed('email.', 'clicked', 'received', 'failed', 'suppressed'),
      ...prefixed('contact.', 'created', 'updated', 'deleted'),
      ...prefixed('domain.', 'created', 'updated', 'deleted'),
      ...prefixed('suppression.', 'added', 'removed'),
    ],
    rows: {
      'email.sent': SENT,
      'email.scheduled': LATER,
      'email.delivered': DELIVERED,
      'email.delivery_delayed': DELAY,
      'email.bounced': bounced(),
      'email.failed': unsent(),
      'email.suppressed': unsent(),
      ...each(prefixed('email.', 'opened', 'clicked', 'complained'), ARRIVED),
      'email.received': ELSE,
      ...each(prefixed('contact.', 'created', 'updated', 'deleted'), ELSE),
      ...each(prefixed('domain.', 'created', 'updated', 'deleted'), ELSE),
      ...each(prefixed('suppression.', 'added', 'removed'), LATER),
    },
    bodyOf: (type) => event(type, WHYS[type]),
  },
  {
    of: 'the types and subtypes of a bounce',
    pages: ['https://resend.com/docs/dashboard/emails/email-bounces'],
    read: '2026-11-29',
    documented: [
      ...prefixed('Permanent: ', 'General', 'NoEmail', 'Suppressed', 'OnAccountSuppressionList'),
      ...prefixed('Transient: ', 'General', 'MailboxFull', 'MessageTooLarge', 'ContentRejected', 'AttachmentRejected'),
      'Undetermined',
    ],
    rows: {
      ...each(prefixed('Permanent: ', 'General', 'NoEmail'), bounced()),
      ...each(prefixed('Permanent: ', 'Suppressed', 'OnAccountSuppressionList'), unsent()),
      ...each(prefixed('Transient: ', 'General', 'MailboxFull', 'MessageTooLarge'), bounced()),
      ...each(prefixed('Transient: ', 'ContentRejected', 'AttachmentRejected'), bounced()),
      Undetermined: bounced(),
    },
    bodyOf: (name) => {
      const [type, subType] = name.split(': ');
      return event('email.bounced', { bounce: { type, subType, message: WHY } });
    },
    unlisted: bounced(),
  },
];
