import { identifier, record } from './fields.ts';
import { mailEvents } from './mail.ts';
import { fateOf } from './postmark-statuses.ts';
import { urlToken } from './signatures/url-token.ts';
import type { Source } from './source.ts';

/**
 * The shop puts `order_id` and `kind` into the mail's `Metadata`. Postmark tells nothing when it sends, so that a mail
 * was delivered stands for that as well. One `MessageID` has several recipients and events, none with an id of its own but
 * bounces. `Open`, `Click` and `SpamComplaint` are ignored, since that mail arrived, `SubscriptionChange`, since it is about
 * mails to come, and `Inbound`, since it is a mail to the shop.
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
