import { DAY } from './day.ts';
import { duration } from './duration.ts';
import { orderNumbered } from './orders.ts';
import type { Story } from './story.ts';
import type { Telling } from './tellers/teller.ts';

const tellStory = ({ order: number, ago, happens }: Story, began: Date) => {
  const order = number ? orderNumbered(number, began) : null;
  const start = order ? order.placed_at.getTime() : began.getTime() - duration(ago ?? '0s');
  return happens.map(([time, teller, late]) => ({
    late: late === 'late',
    telling: teller({ order, at: new Date(start + duration(time)) }),
  }));
};

const byTime = (one: Telling, other: Telling) => one.at.getTime() - other.at.getTime();

/** The day as Flagpost hears of it: what is told as it happens, and then what is told late. */
export const tellDay = (began: Date): { inTime: Telling[]; late: Telling[] } => {
  const told = DAY.flatMap((story) => tellStory(story, began));
  const [late, inTime] = [true, false].map((each) => told.filter((one) => one.late === each).map((one) => one.telling));
  return { inTime: inTime!.sort(byTime), late: late!.sort(byTime) };
};
