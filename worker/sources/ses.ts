import { lookup } from '../domain/lookup.ts';
import { type Fields, identifier, list, record } from './fields.ts';
import { type Fate, isSuppressed, mailEvents } from './mail.ts';
import { confirmSubscription, sns } from './signatures/sns.ts';
import type { Source } from './source.ts';

/**
 * The message of SES: JSON inside of JSON. SNS sends messages of its own as well, in plain words, which tell of no mail:
 * `SubscriptionConfirmation` and `UnsubscribeConfirmation`.
 */
const messageOf = (body: unknown): Fields => {
  const { Type, Message } = record(body);
  if (Type !== 'Notification' || typeof Message !== 'string') return {};
  try {
    return record(JSON.parse(Message));
  } catch {
    return {};
  }
};

/** `eventType` where a configuration set publishes, `notificationType` where an identity does. */
const typeOf = ({ eventType, notificationType }: Fields) => identifier(eventType ?? notificationType);

/** The shop tags its mails with `order_id` and `kind`; each tag is a list. */
const tagsOf = (mail: Fields): Fields =>
  Object.fromEntries(Object.entries(record(mail.tags)).map(([name, values]) => [name, list(values)[0]]));

/** The fate of some recipients of a mail. */
interface Told {
  fate: Fate;
  to: unknown[];
  at: unknown;
  reasons?: unknown[];
}

/**
 * A bounce for each recipient whose mail failed. A report of a failure has `action`, `status` or `diagnosticCode`; a general
 * and transient bounce with none of them is an automatic reply. An action other than `failed` is ignored: `delayed`, since
 * SES tries again; `delivered`, `relayed` and `expanded`, since the mail arrived.
 * @see https://datatracker.ietf.org/doc/html/rfc3464#section-2.3.3
 */
const bounces = ({ bounceType, bounceSubType, bouncedRecipients, timestamp: at }: Fields): Told[] =>
  list(bouncedRecipients).flatMap((recipient) => {
    const { emailAddress, action, status, diagnosticCode } = record(recipient);
    const isReport = [action, status, diagnosticCode].some((field) => identifier(field) !== null);
    const isReply = bounceType === 'Transient' && bounceSubType === 'General' && !isReport;
    if (isReply || (action ?? 'failed') !== 'failed') return [];
    const fate = isSuppressed(bounceSubType) ? 'unsent' : 'bounced';
    return [{ fate, to: [emailAddress], at, reasons: [diagnosticCode, bounceSubType] }];
  });

/**
 * Types that are not here are ignored: `DeliveryDelay`, whatever its `delayType`, since SES tries again; `Open`, `Click` and
 * `Subscription`, since that mail arrived. So did the mail of a complaint, whatever its `complaintFeedbackType`, except where
 * the address is on the account's list: SES did not send that one.
 */
const TOLD: Record<string, (message: Fields, mail: Fields) => Told[]> = {
  Send: (_, { destination, timestamp: at }) => [{ fate: 'sent', to: list(destination), at }],
  Delivery: ({ delivery }) => {
    const { recipients, timestamp: at } = record(delivery);
    return [{ fate: 'delivered', to: list(recipients), at }];
  },
  Bounce: ({ bounce }) => bounces(record(bounce)),
  Complaint: ({ complaint }) => {
    const { complainedRecipients, complaintSubType, timestamp: at } = record(complaint);
    const to = list(complainedRecipients).map((recipient) => record(recipient).emailAddress);
    return isSuppressed(complaintSubType) ? [{ fate: 'unsent', to, at, reasons: [complaintSubType] }] : [];
  },
  Reject: ({ reject }, { destination, timestamp: at }) => [
    { fate: 'unsent', to: list(destination), at, reasons: [record(reject).reason] },
  ],
  'Rendering Failure': ({ failure }, { destination, timestamp: at }) => [
    { fate: 'unsent', to: list(destination), at, reasons: [record(failure).errorMessage] },
  ],
};

/** Amazon SES, through a topic of SNS. One notification may name several recipients. */
export const ses: Source = {
  name: 'ses',
  docs: 'https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html',
  covers: 'body',
  window: null,
  verify: sns,
  confirm: confirmSubscription,
  kind: (body) => typeOf(messageOf(body)) ?? identifier(record(body).Type) ?? 'unknown',
  translate(body) {
    const { MessageId, Timestamp } = record(body);
    const [key, message] = [identifier(MessageId), messageOf(body)];
    const mail = record(message.mail);
    const told = lookup(TOLD, typeOf(message))?.(message, mail) ?? [];
    const common = { source: 'ses', key, tags: tagsOf(mail), mail: [mail.messageId] };
    // A recipient whom a notification names twice gets one line.
    const events = told.flatMap(({ at, ...one }) =>
      mailEvents({ ...common, ...one, at: at ?? mail.timestamp ?? Timestamp }),
    );
    return events.filter(({ key }, i) => events.findIndex((event) => event.key === key) === i);
  },
};
