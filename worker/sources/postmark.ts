import { identifier, record } from './fields.ts';
import { mailEvents } from './mail.ts';
import { urlToken } from './signatures/url-token.ts';
import type { Source } from './source.ts';

/**
 * The bounces that no later try makes good. A full mailbox (`SoftBounce`), a busy server (`Transient`), an answer by a
 * machine and the like are not among them.
 * @see https://postmarkapp.com/developer/api/bounce-api#bounce-types
 */
const HARD = new Set([
  ...['HardBounce', 'BadEmailAddress', 'ManuallyDeactivated', 'Blocked', 'SpamNotification', 'VirusNotification'],
  ...['SMTPApiError', 'DMARCPolicy', 'TemplateRenderingFailed'],
]);

/**
 * The shop puts `order_id` and `kind` into the mail's `Metadata`. Postmark tells nothing when it sends, so that a mail
 * was delivered stands for that as well. One `MessageID` has several events, none with an id of its own but bounces.
 */
export const postmark: Source = {
  name: 'postmark',
  docs: 'https://postmarkapp.com/developer/webhooks/webhooks-overview',
  covers: 'token',
  window: null,
  verify: urlToken,
  kind: (body) => identifier(record(body).RecordType) ?? 'unknown',
  translate(body) {
    const { RecordType: type, MessageID, ID, Type, Email, Recipient, ...event } = record(body);
    const mail = identifier(MessageID);
    const tags = record(event.Metadata);
    const at = event.DeliveredAt ?? event.BouncedAt;
    if (type === 'Delivery') {
      const parts = ['Delivery', mail, identifier(Recipient), identifier(event.DeliveredAt)];
      return mailEvents({ fate: 'sent', key: mail && parts.join(':'), at, tags, to: Recipient, mail });
    }
    const fate = type === 'Bounce' && HARD.has(String(Type)) ? 'bounced' : undefined;
    const key = mail && `Bounce:${mail}:${identifier(ID)}`;
    return mailEvents({ fate, key, at, tags, to: Email, mail, reasons: [event.Details, event.Description, Type] });
  },
};
