import { type Fields, identifier, list, record } from './fields.ts';
import { mailEvents } from './mail.ts';
import { confirmSubscription, sns } from './signatures/sns.ts';
import type { Source } from './source.ts';

/** What SES says: JSON inside of JSON. SNS says things of its own as well, in plain words. */
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
    const id = identifier(record(body).MessageId);
    const message = messageOf(body);
    const [type, mail, bounce] = [typeOf(message), record(message.mail), record(message.bounce)];
    const common = { tags: tagsOf(mail), mail: mail.messageId };
    if (type === 'Send' || type === 'Delivery') {
      const { timestamp, recipients } = record(message.delivery);
      const to = list(recipients)[0] ?? list(mail.destination)[0];
      return mailEvents({ ...common, fate: 'sent', key: id, at: timestamp ?? mail.timestamp, to });
    }
    if (type !== 'Bounce' || bounce.bounceType !== 'Permanent') return [];
    return list(bounce.bouncedRecipients).flatMap((recipient, i) => {
      const { emailAddress: to, diagnosticCode } = record(recipient);
      const reasons = [diagnosticCode, bounce.bounceSubType];
      return mailEvents({ ...common, fate: 'bounced', key: id && `${id}:${i}`, at: bounce.timestamp, to, reasons });
    });
  },
};
