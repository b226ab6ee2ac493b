import type { OrderNumber } from './book.ts';
import type { Sender } from './senders/sender.ts';

export interface Story {
  title: string;
  /** Times count from the placing of this order … */
  order?: OrderNumber;
  /** … or from this long before the first start of the demo. */
  ago?: string;
  /** `late`: the webhook reaches Flagpost only after the rest of the day. */
  happens: [time: string, sender: Sender, late?: 'late'][];
}
