import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { delivery } from './fixtures/delivery.ts';
import { DOCUMENTED } from './fixtures/mail-documents.ts';
import { SOURCES } from './index.ts';

const AT = Date.UTC(2026, 10, 23, 12);
const TO = 'customer@example.com';
const TAGS = { order_id: 'SS-1', kind: 'confirmation' };

/** The type that is stored and the facts that it takes back, or the reason why nothing is stored. */
type Row = { stored: string; ends: string[] } | { ignored: string };

const SENT = { stored: 'order.email.confirmation_sent', ends: [] };
/** Tells the same fact as `SENT`: whichever is first is shown. */
const DELIVERED = { stored: 'order.email.confirmation_sent', ends: ['bounced', 'unsent'] };
const BOUNCED = { stored: 'email.bounced', ends: [] };
const UNSENT = { stored: 'email.not_sent', ends: ['sent'] };

const DELAY = { ignored: 'the provider tries again, and says what came of it' };
const ARRIVED = { ignored: 'the mail arrived' };
const REPLY = { ignored: 'a reply by a machine or a person: the mail arrived' };
const LATER = { ignored: 'about mails to come, which tell of themselves' };
const ELSE = { ignored: 'no mail of an order' };

const rows = (of: string, row: Row, ...names: string[]) => Object.fromEntries(names.map((name) => [of + name, row]));

const TABLES: Record<string, Record<string, Row>> = {
  resend: {
    'email.sent': SENT,
    'email.scheduled': LATER,
    'email.delivered': DELIVERED,
    'email.delivery_delayed': DELAY,
    'email.failed': UNSENT,
    'email.suppressed': UNSENT,
    ...rows('email.', ARRIVED, 'opened', 'clicked', 'complained'),
    'email.received': ELSE,
    ...rows('email.bounced: Permanent: ', BOUNCED, 'General', 'NoEmail'),
    ...rows('email.bounced: Permanent: ', UNSENT, 'Suppressed', 'OnAccountSuppressionList'),
    ...rows('email.bounced: Transient: ', BOUNCED, 'General', 'MailboxFull', 'MessageTooLarge', 'ContentRejected'),
    ...rows('email.bounced: ', BOUNCED, 'Transient: AttachmentRejected', 'Undetermined'),
    ...rows('contact.', ELSE, 'created', 'updated', 'deleted'),
    ...rows('domain.', ELSE, 'created', 'updated', 'deleted'),
    ...rows('suppression.', LATER, 'added', 'removed'),
  },
  postmark: {
    Delivery: DELIVERED,
    ...rows('', ARRIVED, 'Open', 'Click', 'SpamComplaint'),
    SubscriptionChange: LATER,
    ...rows('Bounce: ', BOUNCED, 'HardBounce', 'SoftBounce', 'Transient', 'DnsError', 'Unknown', 'Blocked'),
    ...rows('Bounce: ', BOUNCED, 'SpamNotification', 'VirusNotification', 'DMARCPolicy'),
    ...rows('Bounce: ', UNSENT, 'BadEmailAddress', 'ManuallyDeactivated', 'Unconfirmed', 'SMTPApiError'),
    ...rows('Bounce: ', UNSENT, 'TemplateRenderingFailed'),
    ...rows('Bounce: ', REPLY, 'AutoResponder', 'ChallengeVerification', 'AddressChange', 'Subscribe', 'Unsubscribe'),
    ...rows('Bounce: ', ARRIVED, 'SpamComplaint', 'OpenRelayTest'),
    'Bounce: InboundError': ELSE,
  },
  mailgun: {
    accepted: SENT,
    delivered: DELIVERED,
    rejected: UNSENT,
    'failed: temporary': DELAY,
    ...rows('failed: permanent: ', BOUNCED, 'bounce', 'delayed-bounce', 'old', 'generic', 'espblock'),
    ...rows('failed: permanent: ', UNSENT, 'suppress-bounce', 'suppress-unsubscribe', 'suppress-complaint'),
    ...rows('', ARRIVED, 'opened', 'clicked', 'unsubscribed', 'complained'),
    ...rows('', ELSE, 'stored', 'list_member_uploaded', 'list_member_upload_error', 'list_uploaded'),
  },
  sendgrid: {
    processed: SENT,
    deferred: DELAY,
    delivered: DELIVERED,
    ...rows('bounce: ', BOUNCED, 'bounce', 'blocked'),
    ...rows('dropped: ', UNSENT, 'Invalid SMTPAPI header', 'Spam Content', 'Unsubscribed Address', 'Bounced Address'),
    ...rows('dropped: ', UNSENT, 'Spam Reporting Address', 'Invalid', 'Recipient List over Package Quota'),
    ...rows('', ARRIVED, 'open', 'click', 'spamreport', 'unsubscribe', 'group_unsubscribe', 'group_resubscribe'),
    account_status_change: ELSE,
  },
  ses: {
    Send: SENT,
    Delivery: DELIVERED,
    Reject: UNSENT,
    'Rendering Failure': UNSENT,
    DeliveryDelay: DELAY,
    ...rows('', ARRIVED, 'Open', 'Click', 'Subscription', 'Complaint'),
    'Complaint: OnAccountSuppressionList': UNSENT,
    ...rows('Bounce: ', BOUNCED, 'Undetermined: Undetermined', 'Permanent: General', 'Permanent: NoEmail'),
    ...rows('Bounce: Permanent: ', UNSENT, 'Suppressed', 'OnAccountSuppressionList', 'UnsubscribedRecipient'),
    // Somebody's automatic reply is one without `action` and `status`: `fixtures/ses.ts`.
    ...rows('Bounce: Transient: ', BOUNCED, 'General', 'MailboxFull', 'MessageTooLarge', 'ContentRejected'),
    ...rows('Bounce: Transient: ', BOUNCED, 'AttachmentRejected', 'CustomTimeoutExceeded'),
  },
};

const iso = new Date(AT).toISOString();
/** The headers in which Resend has the id of an event. */
const SIGNED = { 'svix-id': 'msg_1', 'svix-timestamp': String(AT / 1000), 'svix-signature': 'v1,' };

/** Each provider's body for a name, given its parts between the colons. */
const BODIES: Record<string, (parts: string[]) => unknown> = {
  resend: ([type, bounce, subType]) => ({
    type,
    created_at: iso,
    data: {
      ...{ email_id: 'm1', to: [TO], tags: TAGS },
      ...(bounce && { bounce: { type: bounce, subType, message: 'Refused.' } }),
      ...(type === 'email.failed' && { failed: { reason: 'reached_daily_quota' } }),
      ...(type === 'email.suppressed' && { suppressed: { type: 'OnAccountSuppressionList', message: 'Suppressed.' } }),
    },
  }),
  postmark: ([RecordType, Type = RecordType]) => ({
    ...{ RecordType, MessageID: 'm1', Metadata: TAGS },
    ...(RecordType === 'Bounce' || RecordType === 'SpamComplaint'
      ? { ID: 42, Type, Email: TO, BouncedAt: iso, Details: 'Refused.' }
      : { Recipient: TO, DeliveredAt: iso }),
  }),
  mailgun: ([event, severity, reason]) => ({
    'event-data': {
      ...{ event, id: 'e1', timestamp: AT / 1000, recipient: TO, 'user-variables': TAGS },
      message: { headers: { 'message-id': 'm1@shop.example' } },
      ...(severity && { severity, reason, 'delivery-status': { code: 550, message: 'Refused.' } }),
      ...(event === 'rejected' && { reject: { reason: 'Refused.' } }),
    },
  }),
  sendgrid: ([event, detail]) => ({
    ...{ event, sg_event_id: 'e1', sg_message_id: 'm1.recvd-1', email: TO, timestamp: AT / 1000, ...TAGS },
    ...(event === 'bounce' && { type: detail, reason: 'Refused.' }),
    ...(event === 'dropped' && { reason: detail }),
  }),
  ses: ([eventType, type, subType]) => {
    const recipients = [{ emailAddress: TO, action: 'failed', status: '5.0.0', diagnosticCode: 'Refused.' }];
    return {
      ...{ Type: 'Notification', MessageId: 'n1' },
      Message: JSON.stringify({
        eventType,
        mail: {
          messageId: 'm1',
          timestamp: iso,
          destination: [TO],
          tags: { order_id: ['SS-1'], kind: ['confirmation'] },
        },
        bounce: { bounceType: type, bounceSubType: subType, timestamp: iso, bouncedRecipients: recipients },
        complaint: { complaintSubType: type ?? null, timestamp: iso, complainedRecipients: recipients },
        delivery: { timestamp: iso, recipients: [TO] },
        reject: { reason: 'Refused.' },
        failure: { errorMessage: 'Refused.' },
      }),
    };
  },
};

for (const [name, table] of Object.entries(TABLES)) {
  describe(`the table of ${name}`, () => {
    test('has every type that is documented, and no other', () => {
      assert.deepEqual(Object.keys(table).toSorted(), DOCUMENTED[name]!.names.toSorted());
    });

    for (const [type, row] of Object.entries(table)) {
      const what = 'ignored' in row ? `ignored: ${row.ignored}` : row.stored;
      test(`${type} → ${what}`, () => {
        const source = SOURCES[name]!;
        const events = source.translate(BODIES[name]!(type.split(': ')), delivery('', SIGNED, AT));
        if ('ignored' in row) return assert.deepEqual(events, []);
        const [event, ...others] = events;
        assert.deepEqual(others, []);
        assert.equal(event?.event_type, row.stored);
        assert.deepEqual(
          event.retracts ?? [],
          row.ends.map((fact) => `${fact}:${event.fact!.split(/:(.*)/)[1]}`),
        );
        // A person reads who did not get which mail, and why.
        const { order_id, occurred_at, payload = {}, refs = [] } = event;
        assert.deepEqual([order_id, occurred_at, payload.email, payload.kind], ['SS-1', AT, TO, 'confirmation']);
        assert.equal(typeof payload.reason, row === SENT || row === DELIVERED ? 'undefined' : 'string');
        assert.match(refs.at(-1) ?? '', new RegExp(`^${name}:m1`));
      });
    }
  });
}
