import { lookup } from '../domain/lookup.ts';
import { identifier, record } from './fields.ts';
import { type Fate, mailEvents } from './mail.ts';
import { urlToken } from './signatures/url-token.ts';
import type { Source } from './source.ts';

/**
 * The types of `Bounce` whose mail was never sent, or arrived. All other types are final, `SoftBounce`, `Transient` and
 * `DnsError` among them, since Postmark reports a bounce once it has stopped trying.
 * @see https://postmarkapp.com/developer/api/bounce-api#bounce-types
 * @see https://postmarkapp.com/support/article/815-what-are-bounces-and-spam-complaints
 */
const NO_BOUNCE: Record<string, Fate | 'arrived'> = {
  BadEmailAddress: 'unsent',
  ManuallyDeactivated: 'unsent',
  Unconfirmed: 'unsent',
  SMTPApiError: 'unsent',
  TemplateRenderingFailed: 'unsent',
  // Replies, by machines and by people.
  AutoResponder: 'arrived',
  ChallengeVerification: 'arrived',
  AddressChange: 'arrived',
  Subscribe: 'arrived',
  Unsubscribe: 'arrived',
  OpenRelayTest: 'arrived',
  SpamComplaint: 'arrived',
  // Of a mail to the shop.
  InboundError: 'arrived',
};

const fateOf = (recordType: unknown, type: unknown): Fate | undefined => {
  if (recordType === 'Delivery') return 'delivered';
  const fate = recordType === 'Bounce' ? (lookup(NO_BOUNCE, type) ?? 'bounced') : 'arrived';
  return fate === 'arrived' ? undefined : fate;
};

/**
 * The shop puts `order_id` and `kind` into the mail's `Metadata`. Postmark tells nothing when it sends, so that a mail
 * was delivered stands for that as well. One `MessageID` has several recipients and events, none with an id of its own but
 * bounces. `Open`, `Click` and `SpamComplaint` are ignored, since that mail arrived, and `SubscriptionChange`, since it is
 * about mails to come.
 */
export const postmark: Source = {
  name: 'postmark',
  docs: 'https://postmarkapp.com/developer/webhooks/webhooks-overview',
  covers: 'token',
  window: null,
  verify: urlToken,
  kind: (body) => identifier(record(body).RecordType) ?? 'unknown',
  translate(body) {
    const { RecordType, MessageID, ID, Type, Email, Recipient, ...event } = record(body);
    const at = event.DeliveredAt ?? event.BouncedAt;
    const [mail, id] = [identifier(MessageID), identifier(ID ?? at)];
    return mailEvents({
      source: 'postmark',
      fate: fateOf(RecordType, Type),
      key: mail || id ? `${RecordType}:${mail}:${id}` : null,
      at,
      tags: record(event.Metadata),
      to: Recipient ?? Email,
      mail: [mail?.toLowerCase()],
      reasons: [event.Details, event.Description, Type],
    });
  },
};
