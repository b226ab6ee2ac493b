import type { OrderNumber } from './book.ts';
import type { Sender } from './senders/sender.ts';

export interface Story {
  title: string;
  /** Times count from when this order was placed … */
  order?: OrderNumber;
  /** … or from so long before the demo was first started. */
  ago?: string;
  /** `late`: its webhook reaches Flagpost only now. */
  happens: [time: string, sender: Sender, late?: 'late'][];
}
