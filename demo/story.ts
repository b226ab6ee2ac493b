import type { OrderNumber } from './book.ts';
import type { Teller } from './tellers/teller.ts';

export interface Story {
  title: string;
  /** Times count from when this order was placed … */
  order?: OrderNumber;
  /** … or from so long before the demo was first started. */
  ago?: string;
  /** `late`: its webhook reaches Flagpost only now. */
  happens: [time: string, teller: Teller, late?: 'late'][];
}
