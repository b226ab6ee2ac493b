import { ARRIVED, bounced, DELAY, DELIVERED, ELSE, SENT, TAGS, TO, unsent, WHY } from './mail.ts';
import { AT, each, type Table } from './table.ts';

const PAGES = ['https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/event'];

const event = (name: string, more: object = {}) => [
  { event: name, sg_event_id: 'e1', sg_message_id: 'm1.recvd-1', email: TO, timestamp: AT / 1000, ...TAGS, ...more },
];

const DROPPED = [
  ...['Invalid SMTPAPI header', 'Spam Content', 'Unsubscribed Address', 'Bounced Address', 'Spam Reporting Address'],
  ...['Invalid', 'Recipient List over Package Quota'],
];

const CLASSES = [
  ...['Content', 'Frequency or Volume Too High', 'Invalid Address', 'Mailbox Unavailable', 'Reputation'],
  ...['Technical Failure', 'Unclassified'],
];

export const sendgrid: Table[] = [
  {
    of: 'the events',
    pages: PAGES,
    read: '2026-11-29',
    documented: [
      ...['processed', 'deferred', 'delivered', 'bounce', 'dropped', 'open', 'click', 'spamreport', 'unsubscribe'],
      ...['group_unsubscribe', 'group_resubscribe', 'account_status_change'],
    ],
    rows: {
      processed: SENT,
      deferred: DELAY,
      delivered: DELIVERED,
      bounce: bounced(),
      dropped: unsent(),
      ...each(['open', 'click', 'spamreport', 'unsubscribe', 'group_unsubscribe', 'group_resubscribe'], ARRIVED),
      account_status_change: ELSE,
    },
    bodyOf: (name) => event(name, { reason: WHY }),
  },
  {
    of: 'the types of a bounce',
    pages: PAGES,
    read: '2026-11-29',
    documented: ['bounce', 'blocked'],
    rows: each(['bounce', 'blocked'], bounced()),
    bodyOf: (type) => event('bounce', { type, reason: WHY }),
    unlisted: bounced(),
  },
  {
    of: 'the classes of a bounce',
    pages: [...PAGES, 'https://www.twilio.com/docs/sendgrid/api-reference/bounces-api'],
    read: '2026-11-30',
    documented: CLASSES,
    rows: each(CLASSES, bounced()),
    bodyOf: (bounce_classification) => event('bounce', { type: 'bounce', bounce_classification, reason: WHY }),
    unlisted: bounced(),
  },
  {
    of: 'the reasons for which a mail is dropped',
    pages: PAGES,
    read: '2026-11-29',
    documented: DROPPED,
    rows: Object.fromEntries(DROPPED.map((reason) => [reason, unsent(reason)])),
    bodyOf: (reason) => event('dropped', { reason }),
    unlisted: unsent('unheard of'),
  },
];
