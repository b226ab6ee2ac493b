import { ARRIVED, bounced, DELAY, DELIVERED, ELSE, SENT, TAGS, TO, unsent, WHY } from './mail.ts';
import { AT, each, prefixed, type Table } from './table.ts';

const event = (name: string, more: object = {}) => ({
  'event-data': {
    ...{ event: name, id: 'e1', timestamp: AT / 1000, recipient: TO, 'user-variables': TAGS },
    message: { headers: { 'message-id': 'm1' } },
    ...more,
  },
});
const failed = (severity: string, reason: string) =>
  event('failed', { severity, reason, 'delivery-status': { code: 550, message: WHY } });

/** The name of a webhook is not that of its event. */
const EVENTS: Record<string, unknown> = {
  permanent_fail: failed('permanent', 'bounce'),
  temporary_fail: failed('temporary', 'generic'),
};

export const mailgun: Table[] = [
  {
    of: 'the webhooks',
    pages: [
      'https://documentation.mailgun.com/docs/mailgun/user-manual/webhooks/webhooks',
      'https://github.com/mailgun/mailgun.js/blob/master/lib/Enums/index.ts',
    ],
    read: '2026-11-30',
    documented: [
      ...['accepted', 'delivered', 'temporary_fail', 'permanent_fail', 'opened', 'clicked', 'unsubscribed'],
      'complained',
    ],
    rows: {
      accepted: SENT,
      delivered: DELIVERED,
      permanent_fail: bounced(),
      temporary_fail: DELAY,
      ...each(['opened', 'clicked', 'unsubscribed', 'complained'], ARRIVED),
    },
    bodyOf: (name) => EVENTS[name] ?? event(name),
  },
  {
    of: 'the other events',
    pages: ['https://documentation.mailgun.com/docs/mailgun/user-manual/events/event-types'],
    read: '2026-11-29',
    documented: ['rejected', 'stored', 'list_member_uploaded', 'list_member_upload_error', 'list_uploaded'],
    rows: {
      rejected: unsent(),
      ...each(['stored', 'list_member_uploaded', 'list_member_upload_error', 'list_uploaded'], ELSE),
    },
    bodyOf: (name) => event(name, { reject: { reason: WHY } }),
  },
  {
    of: 'the reasons of a failure',
    pages: [
      'https://documentation.mailgun.com/docs/mailgun/user-manual/events/event-types',
      'https://documentation.mailgun.com/docs/mailgun/api-reference/send/mailgun/stats',
    ],
    read: '2026-11-29',
    documented: [
      ...['bounce', 'delayed-bounce', 'old', 'generic', 'espblock'],
      ...prefixed('suppress-', 'bounce', 'unsubscribe', 'complaint'),
    ],
    rows: {
      ...each(['bounce', 'delayed-bounce', 'old', 'generic', 'espblock'], bounced()),
      ...each(prefixed('suppress-', 'bounce', 'unsubscribe', 'complaint'), unsent()),
    },
    bodyOf: (reason) => failed('permanent', reason),
    unlisted: bounced(),
  },
];
