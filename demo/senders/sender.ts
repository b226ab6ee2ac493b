import { createHash } from 'node:crypto';
import type { LogOptions } from '../../worker/client/index.ts';
import type { KnownType } from '../../worker/contract/taxonomy.ts';
import type { Order } from '../order.ts';

export type Provider = 'stripe' | 'printify' | 'resend' | 'standard';

/** Something of the demo's day and its sender: a provider by webhook, the shop itself through the client, or a person. */
export type Happening =
  | { by: Provider; at: Date; id: string; body: unknown }
  | { by: 'shop'; at: Date; type: string; message: string | null; options: LogOptions }
  | { by: 'person'; at: Date; order_id: string; does: Deed };

/** A person's step on an order's page: writes a note, or resolves the last failure of a type. */
export type Deed = { note: string } | { resolve: KnownType };

/** Counts of the events that were added, and of those that were there already. */
export interface Played {
  accepted: number;
  duplicates: number;
}

/** The input of a sender: the moment, and its order if it has one. */
export interface Scene {
  at: Date;
  order: Order | null;
}

export type Sender = (scene: Scene) => Happening;

export const needed = (order: Order | null): Order => {
  if (!order) throw new Error('This needs an order');
  return order;
};

/** As random as a provider's id looks, and the same whenever it is asked for. */
export const idFor = (prefix: string, ...names: unknown[]) => {
  const digest = createHash('sha256').update(JSON.stringify(names)).digest('base64');
  return prefix + digest.replace(/[^A-Za-z0-9]/g, '').slice(0, 24);
};
