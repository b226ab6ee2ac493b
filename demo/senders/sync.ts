import type { Payload } from '../../worker/contract/event.ts';
import { idFor, type Sender } from './sender.ts';

/** A Standard Webhook of the program that copies products to the printers. Its `type` is the event's. */
export const sync =
  (type: 'sync.started' | 'sync.completed' | 'sync.failed', payload: Payload): Sender =>
  ({ at }) => {
    const id = idFor('msg_', type, payload, at);
    return { by: 'standard', at, id, body: { type, timestamp: at.toISOString(), data: { payload } } };
  };
