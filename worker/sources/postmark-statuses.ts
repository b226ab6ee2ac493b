import { lookup } from '../domain/lookup.ts';
import type { Fate } from './mail.ts';

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

/** The fate of a mail by its record, and by the type of its bounce. */
export const fateOf = (recordType: unknown, type: unknown): Fate | undefined => {
  if (recordType === 'Delivery') return 'delivered';
  const fate = recordType === 'Bounce' ? (lookup(NO_BOUNCE, type) ?? 'bounced') : 'arrived';
  return fate === 'arrived' ? undefined : fate;
};
