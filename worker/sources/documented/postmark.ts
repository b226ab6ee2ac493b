import { ARRIVED, bounced, DELIVERED, ELSE, LATER, REPLY, TAGS, TO, unsent, WHY } from './mail.ts';
import { each, ISO, type Table } from './table.ts';

const bounce = (RecordType: string, Type: string) => ({
  ...{ RecordType, Type, ID: 42, MessageID: 'm1', Metadata: TAGS, Email: TO, BouncedAt: ISO, Details: WHY },
});
const record = (RecordType: string) => ({
  RecordType,
  MessageID: 'm1',
  Metadata: TAGS,
  Recipient: TO,
  DeliveredAt: ISO,
});

export const postmark: Table[] = [
  {
    of: 'the types of records',
    pages: [
      'https://postmarkapp.com/developer/webhooks/webhooks-overview',
      'https://github.com/ActiveCampaign/postmark.js/blob/master/src/client/models/webhooks/Webhook.ts',
    ],
    read: '2026-11-30',
    documented: ['Open', 'Click', 'Delivery', 'Bounce', 'SpamComplaint', 'SubscriptionChange', 'Inbound'],
    rows: {
      Delivery: DELIVERED,
      Bounce: bounced(),
      ...each(['Open', 'Click', 'SpamComplaint'], ARRIVED),
      SubscriptionChange: LATER,
      Inbound: ELSE,
    },
    bodyOf: (type) => {
      if (type === 'Bounce') return bounce(type, 'HardBounce');
      return type === 'SpamComplaint' ? bounce(type, type) : record(type);
    },
  },
  {
    of: 'the types of a bounce',
    pages: [
      'https://postmarkapp.com/developer/api/bounce-api#bounce-types',
      'https://github.com/ActiveCampaign/postmark.js/blob/master/src/client/models/bounces/Bounce.ts',
    ],
    read: '2026-11-30',
    documented: [
      ...['HardBounce', 'Transient', 'Unsubscribe', 'Subscribe', 'AutoResponder', 'AddressChange', 'DnsError'],
      ...['SpamNotification', 'OpenRelayTest', 'Unknown', 'SoftBounce', 'VirusNotification', 'ChallengeVerification'],
      ...['BadEmailAddress', 'SpamComplaint', 'ManuallyDeactivated', 'Unconfirmed', 'Blocked', 'SMTPApiError'],
      ...['InboundError', 'DMARCPolicy', 'TemplateRenderingFailed'],
    ],
    rows: {
      ...each(['HardBounce', 'SoftBounce', 'Transient', 'DnsError', 'Unknown', 'Blocked'], bounced()),
      ...each(['SpamNotification', 'VirusNotification', 'DMARCPolicy'], bounced()),
      ...each(['BadEmailAddress', 'ManuallyDeactivated', 'Unconfirmed', 'SMTPApiError'], unsent()),
      TemplateRenderingFailed: unsent(),
      ...each(['AutoResponder', 'ChallengeVerification', 'AddressChange', 'Subscribe', 'Unsubscribe'], REPLY),
      ...each(['SpamComplaint', 'OpenRelayTest'], ARRIVED),
      InboundError: ELSE,
    },
    bodyOf: (type) => bounce('Bounce', type),
    unlisted: bounced(),
  },
];
