import { ARRIVED, bounced, DELAY, DELIVERED, ELSE, REPLY, SENT, TAGS, TO, unsent, WHY } from './mail.ts';
import { each, ISO, prefixed, type Table } from './table.ts';

const PAGES = [
  'https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html',
  'https://docs.aws.amazon.com/ses/latest/dg/notification-contents.html',
];

const envelope = (Type: string, Message: string) => ({
  ...{ Type, Message, MessageId: 'n1', Timestamp: ISO, TopicArn: 'arn:aws:sns:eu-west-1:1:flagpost' },
});

/** A recipient as a report of a failure has it; an automatic reply has the address alone. */
const REPORT = { emailAddress: TO, action: 'failed', status: '5.0.0', diagnosticCode: WHY };

const event = (eventType: string, more: object = {}) => {
  const tags = Object.fromEntries(Object.entries(TAGS).map(([name, value]) => [name, [value]]));
  const message = {
    eventType,
    mail: { messageId: 'm1', timestamp: ISO, destination: [TO], tags },
    bounce: { bounceType: 'Permanent', bounceSubType: 'General', timestamp: ISO, bouncedRecipients: [REPORT] },
    complaint: { complaintSubType: null, timestamp: ISO, complainedRecipients: [{ emailAddress: TO }] },
    delivery: { timestamp: ISO, recipients: [TO] },
    reject: { reason: WHY },
    failure: { errorMessage: WHY },
    ...more,
  };
  return envelope('Notification', JSON.stringify(message));
};

const bounce = (name: string, recipient: object) => {
  const [bounceType, bounceSubType] = name.split(': ');
  return event('Bounce', { bounce: { bounceType, bounceSubType, timestamp: ISO, bouncedRecipients: [recipient] } });
};

const complaint = (more: object) =>
  event('Complaint', { complaint: { timestamp: ISO, complainedRecipients: [{ emailAddress: TO }], ...more } });

const FINAL = [
  'Undetermined: Undetermined',
  ...prefixed('Permanent: ', 'General', 'NoEmail'),
  ...prefixed('Transient: ', 'General', 'MailboxFull', 'MessageTooLarge', 'ContentRejected', 'AttachmentRejected'),
  'Transient: CustomTimeoutExceeded',
];
const LISTED = prefixed('Permanent: ', 'Suppressed', 'OnAccountSuppressionList', 'UnsubscribedRecipient');

const DELAYS = [
  ...['InternalFailure', 'General', 'MailboxFull', 'SpamDetected', 'RecipientServerError', 'IPFailure'],
  ...['TransientCommunicationFailure', 'BYOIPHostNameLookupUnavailable', 'Undetermined', 'SendingDeferral'],
];

const FEEDBACK = ['abuse', 'auth-failure', 'fraud', 'not-spam', 'other', 'virus'];

export const ses: Table[] = [
  {
    of: 'the types of events',
    pages: PAGES,
    read: '2026-11-30',
    documented: [
      ...['Send', 'Delivery', 'Bounce', 'Complaint', 'Reject', 'Open', 'Click', 'Rendering Failure', 'DeliveryDelay'],
      'Subscription',
    ],
    rows: {
      Send: SENT,
      Delivery: DELIVERED,
      Bounce: bounced(),
      Reject: unsent(),
      'Rendering Failure': unsent(),
      DeliveryDelay: DELAY,
      ...each(['Complaint', 'Open', 'Click', 'Subscription'], ARRIVED),
    },
    bodyOf: (type) => event(type),
  },
  {
    of: 'the types and subtypes of a bounce',
    pages: PAGES,
    read: '2026-11-29',
    documented: [...FINAL, ...LISTED],
    rows: { ...each(FINAL, bounced()), ...each(LISTED, unsent()) },
    bodyOf: (name) => bounce(name, REPORT),
    unlisted: bounced(),
  },
  {
    of: 'the action of a report',
    pages: [...PAGES, 'https://datatracker.ietf.org/doc/html/rfc3464#section-2.3.3'],
    read: '2026-11-30',
    documented: ['failed', 'delayed', 'delivered', 'relayed', 'expanded', 'none'],
    rows: {
      failed: bounced(),
      delayed: DELAY,
      ...each(['delivered', 'relayed', 'expanded'], ARRIVED),
      none: REPLY,
    },
    bodyOf: (action) => bounce('Transient: General', action === 'none' ? { emailAddress: TO } : { ...REPORT, action }),
  },
  {
    of: 'the types of feedback of a complaint',
    pages: PAGES,
    read: '2026-11-30',
    documented: FEEDBACK,
    rows: each(FEEDBACK, ARRIVED),
    unread: 'complaintFeedbackType',
    bodyOf: (complaintFeedbackType) => complaint({ complaintFeedbackType }),
  },
  {
    of: 'the subtypes of a complaint',
    pages: PAGES,
    read: '2026-11-30',
    documented: ['OnAccountSuppressionList'],
    rows: { OnAccountSuppressionList: unsent('OnAccountSuppressionList') },
    bodyOf: (complaintSubType) => complaint({ complaintSubType }),
  },
  {
    of: 'the types of a delay',
    pages: PAGES,
    read: '2026-11-30',
    documented: DELAYS,
    rows: each(DELAYS, DELAY),
    unread: 'delayType',
    bodyOf: (delayType) => event('DeliveryDelay', { deliveryDelay: { delayType, delayedRecipients: [REPORT] } }),
  },
  {
    of: 'the messages of SNS',
    pages: ['https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html'],
    read: '2026-11-30',
    documented: ['Notification', 'SubscriptionConfirmation', 'UnsubscribeConfirmation'],
    rows: {
      Notification: SENT,
      ...each(['SubscriptionConfirmation', 'UnsubscribeConfirmation'], ELSE),
    },
    bodyOf: (type) =>
      type === 'Notification'
        ? event('Send')
        : { ...envelope(type, 'Plain words.'), Token: '1', SubscribeURL: 'https://sns.eu-west-1.amazonaws.com/' },
    isClosed: true,
  },
];
