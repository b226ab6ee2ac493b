import { DAY } from './day.ts';
import { duration } from './duration.ts';
import { orderNumbered } from './orders.ts';
import type { Happening } from './senders/sender.ts';
import type { Story } from './story.ts';

const scheduleStory = ({ order: number, ago, happens }: Story, began: Date) => {
  const order = number ? orderNumbered(number, began) : null;
  const start = order ? order.placed_at.getTime() : began.getTime() - duration(ago ?? '0s');
  return happens.map(([time, sender, late]) => ({
    late: late === 'late',
    happening: sender({ order, at: new Date(start + duration(time)) }),
  }));
};

const byTime = (one: Happening, other: Happening) => one.at.getTime() - other.at.getTime();

/** The events of the demo's day, in order of time: those that reach Flagpost in time, and those that reach it late. */
export const scheduleDay = (began: Date): { inTime: Happening[]; late: Happening[] } => {
  const all = DAY.flatMap((story) => scheduleStory(story, began));
  const [late, inTime] = [true, false].map((each) =>
    all.filter((one) => one.late === each).map((one) => one.happening),
  );
  return { inTime: inTime!.sort(byTime), late: late!.sort(byTime) };
};
