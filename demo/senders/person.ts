import type { KnownType } from '../../worker/contract/taxonomy.ts';
import { needed, type PersonStep, type Sender } from './sender.ts';

const person =
  (step: PersonStep): Sender =>
  ({ at, order }) => ({ by: 'person', at, order_id: needed(order).id, step });

/** A person's note. It is recorded at the time of writing, so it belongs at the end of the day. */
export const noted = (note: string): Sender => person({ note });

export const resolved = (type: KnownType): Sender => person({ resolve: type });
