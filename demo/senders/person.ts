import type { KnownType } from '../../worker/contract/taxonomy.ts';
import { type Deed, needed, type Sender } from './sender.ts';

const person =
  (does: Deed): Sender =>
  ({ at, order }) => ({ by: 'person', at, order_id: needed(order).id, does });

/** A note is of the moment in which it is written: it belongs at the end of the day. */
export const noted = (note: string): Sender => person({ note });

export const resolved = (type: KnownType): Sender => person({ resolve: type });
