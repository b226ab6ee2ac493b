import { UNREACHABLE } from '../contract/order-id.ts';
import { clip } from '../domain/message.ts';
import { entryFromApi } from '../http/event-entry.ts';
import { parseEvent } from '../http/parse-event.ts';
import { instant, record, typeOf } from './fields.ts';
import { TOLERANCE } from './signatures/freshness.ts';
import { messageId, standardWebhooks } from './signatures/standard-webhooks.ts';
import type { Source } from './source.ts';

/** The standard wants ISO 8601 but not our three decimals; what is no time at all stays as it is, to be refused. */
const iso = (timestamp: unknown) => {
  const ms = instant(timestamp);
  return ms === null ? timestamp : new Date(ms).toISOString();
};

/** Whether a name is as its sender wrote it, and one that a URL can name: `\ufffd` stands for what was no UTF-8. */
const isWhole = (name: unknown): boolean =>
  typeof name !== 'string' || !(name.includes('\ufffd') || UNREACHABLE.includes(name));

/**
 * Anybody who signs as Standard Webhooks or Svix do: `type` is the event type, `data` the event in the words of
 * `POST /v1/events` and by its rules. A sender has other things to tell as well; they are ignored, and so is a type without a
 * sentence of its own that comes without a message, such as `order.note` or `order.action`.
 */
export const standard: Source = {
  name: 'standard',
  docs: 'https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md',
  covers: 'body',
  window: TOLERANCE,
  verify: standardWebhooks,
  kind: typeOf,
  translate(body, delivery) {
    const { type, timestamp, data } = record(body);
    const fields = record(data);
    const input = { ...fields, event_type: type, occurred_at: fields.occurred_at ?? iso(timestamp) };
    if (!isWhole(fields.order_id)) Object.assign(input, { order_id: null });
    if (Array.isArray(fields.refs)) Object.assign(input, { refs: fields.refs.filter(isWhole) });
    if (typeof fields.message === 'string') Object.assign(input, { message: clip(fields.message) });
    const parsed = parseEvent(input, delivery.received_at);
    const key = messageId(delivery);
    if (!key || !('event' in parsed) || !('entry' in entryFromApi(parsed.event, delivery.received_at, 'en'))) return [];
    const { idempotency_key: _, occurred_at: at, retracts, ...event } = parsed.event;
    const occurred_at = at === undefined ? null : Date.parse(at);
    return [{ ...event, key, occurred_at, ...(retracts !== undefined && { retracts: [retracts] }) }];
  },
};
