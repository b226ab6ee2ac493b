import { createHash } from 'node:crypto';
import type { LogOptions } from '../../worker/client/index.ts';
import type { KnownType } from '../../worker/contract/taxonomy.ts';
import type { Order } from '../order.ts';

export type Provider = 'stripe' | 'printify' | 'resend' | 'standard';

/** An event of the demo's day, sent by a provider's webhook, by the shop through the client, or by a person's click. */
export type Happening =
  | { by: Provider; at: Date; id: string; body: unknown }
  | { by: 'shop'; at: Date; type: string; message: string | null; options: LogOptions }
  | { by: 'person'; at: Date; order_id: string; step: PersonStep };

/** A person's step on an order's page: a note, or Resolve of the last failure of a type. */
export type PersonStep = { note: string } | { resolve: KnownType };

/** The number of events that were added, and of those that were there before. */
export interface Played {
  accepted: number;
  duplicates: number;
}

/** The input of a sender: the time, and the order if there is one. */
export interface Scene {
  at: Date;
  order: Order | null;
}

export type Sender = (scene: Scene) => Happening;

export const needed = (order: Order | null): Order => {
  if (!order) throw new Error('This needs an order');
  return order;
};

/** An id that looks like a provider's, and is the same for the same names. */
export const idFor = (prefix: string, ...names: unknown[]) => {
  const digest = createHash('sha256').update(JSON.stringify(names)).digest('base64');
  return prefix + digest.replace(/[^A-Za-z0-9]/g, '').slice(0, 24);
};
